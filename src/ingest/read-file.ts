import {
  buffersOf,
  KithError,
  type DateOrder,
  type ErrorReport,
  type ImportReport,
  type Progress,
  type ReadOptions,
  type Reject,
  type TableKind,
  type Table,
} from '../domain';
import { cutLines, type Lines } from './cut-lines';
import { factsAfter } from './after-pass';
import { DateBuilder } from './date-builder';
import { damagedUtf8, encodingName, legacyEncoding, type Encoding } from './encoding';
import { factsOf } from './facts';
import { Feed, NotUtf8 } from './feed';
import { headerless, type Header } from './header';
import { Pass } from './pass';
import { makePlan, readsTheSame, type Plan } from './plan';
import { findPreset } from './presets';
import { finishColumns } from './report';
import { RowReader } from './row-reader';
import { sketchFile, type Sketch } from './sketch';
import { Source } from './source';
import { totalledBy } from './totals';
import { keyRoles, understand } from './understand';

/** A file read: what was understood, the typed columns, and every row that was not imported. */
export interface ReadResult {
  readonly report: ImportReport;
  readonly table: Table;
  readonly rejects: readonly Reject[];
  /** Other tables of the file, each as a file of its own; none of their rows are in this one. */
  readonly others: readonly { readonly name: string; readonly file: Blob }[];
  /** The table's buffers, to be transferred between threads. */
  readonly buffers: readonly ArrayBuffer[];
}

/** Rejects that travel with the report; all of them stand in `ReadResult.rejects`. */
const rejectsInReport = 100;
/** Breaks in the lines of rows that are kept with the report: a file whose every row takes several lines is not worth more. */
const mostLineRuns = 20_000;
/** Passes over one file: the first by what the beginning shows, the others by what the whole proved. */
const mostPasses = 4;

/** `readFile` with the size of its slices open, for tests: the result does not depend on it. */
export async function* readInSlices(
  file: Blob,
  name: string,
  options: ReadOptions,
  sliceBytes: number,
): AsyncGenerator<Progress, ReadResult, void> {
  if (file.size === 0) throw new KithError('file/empty', { name });
  const source = new Source(file, name, sliceBytes);
  let encoding: Encoding | null = null;
  for (;;) {
    const sketch: Sketch = await sketchFile(source, options, encoding);
    try {
      return yield* readSketched(source, options, sketch);
    } catch (thrown) {
      if (!(thrown instanceof NotUtf8)) throw thrown;
      encoding = await encodingFromBreak(source);
    }
  }
}

async function* readSketched(source: Source, options: ReadOptions, sketch: Sketch): AsyncGenerator<Progress, ReadResult, void> {
  const proved = new Map<string, DateOrder>();
  let header = sketch.header;
  let sample = sketch.facts;
  const preset = header.line > 0 ? findPreset(header.cells) : null;
  let understanding = understand(sample, options, preset);
  if (header.names.length === 1) refuseOneColumn(header, understanding.columns[0]!.role, options);
  const hashing = source.hash();
  hashing.catch(() => undefined);
  let plan = makePlan(header, understanding.kind, understanding.columns, options, proved);
  let pass: Pass;
  for (let round = 1; ; round++) {
    pass = yield* readPass(source, sketch, plan);
    if (pass.rowsRead === 0) throw new KithError('file/header-only', { columns: header.names.join(', ').slice(0, 200) });
    if (header.line === 0 && pass.widest > header.names.length) {
      // Without a header nothing but the widest row says how wide the table is.
      header = headerless(pass.widest);
      sample = [...sample, ...factsOf([], header.names.slice(sample.length), header.cells.slice(sample.length))];
    }
    for (const [i, builder] of pass.builders.entries()) {
      if (!(builder instanceof DateBuilder) || plan.columns[i]!.order !== null) continue;
      const verdict = builder.verdict(null);
      if (verdict.misfits > 0) proved.set(plan.columns[i]!.name, verdict.order);
    }
    const facts = factsAfter(sample, pass);
    understanding = understand(facts, options, preset);
    const next = makePlan(header, understanding.kind, understanding.columns, options, proved);
    if (readsTheSame(plan, next)) break;
    if (round === mostPasses) {
      // Two readings that each disprove the other: what was read last stands.
      understanding = {
        ...understanding,
        columns: understanding.columns.map((column, i) => ({ ...column, ...rolesOf(plan, i) })),
        kind: plan.kind,
      };
      break;
    }
    sample = facts;
    plan = next;
  }
  const { names, columns, reports, questions, warnings } = finishColumns(pass, plan, understanding, options, preset);
  const rejects = pass.rejects;
  const totals = header.line > 0 ? totalledBy(understanding.kind, reports, factsAfter(sample, pass)) : null;
  const lineRuns = pass.lines.runs(mostLineRuns);
  const table: Table = { rows: pass.imported, names, columns };
  const parts: Lines[] = [];
  if (header.above > 0) parts.push({ from: header.above, to: header.line });
  if (pass.otherTable > 0) parts.push({ from: pass.otherTable, to: null });
  const others = parts.length === 0 ? [] : await cutLines(source, sketch.encoding.label, sketch.newline, parts);
  const report: ImportReport = {
    name: source.name,
    bytes: source.size,
    hash: await hashing,
    encoding: encodingName(sketch.encoding),
    delimiter: sketch.delimiter,
    newline: sketch.newlineName,
    headerLine: header.line,
    preset: preset?.id ?? null,
    kind: understanding.kind,
    rowsRead: pass.rowsRead,
    rowsImported: pass.imported,
    rowsRejected: rejects.length,
    rowsPadded: pass.padded,
    blankLines: pass.blankLines,
    ...(parts.length > 0 ? { otherTables: parts.map(({ from }) => from) } : {}),
    rejects: rejects.slice(0, rejectsInReport),
    questions,
    columns: reports,
    sample: pass.sample,
    warnings: [...warningsOf(pass, reports, understanding.kind, totals), ...warnings],
    timings: {},
    ...(lineRuns.length > 0 ? { lineRuns } : {}),
  };
  return { report, table, rejects, others, buffers: columns.flatMap(buffersOf) };
}

const rolesOf = (plan: Plan, i: number) => ({
  role: plan.columns[i]!.role,
  type: plan.columns[i]!.type,
  decimal: plan.columns[i]!.decimal,
  compact: plan.columns[i]!.compact,
  epoch: plan.columns[i]!.epoch,
});

async function* readPass(source: Source, sketch: Sketch, plan: Plan): AsyncGenerator<Progress, Pass, void> {
  const width = plan.header.line > 0 ? plan.header.names.length : null;
  const reader = new RowReader(sketch.delimiter, sketch.newline, width, sketch.wrapped);
  const pass = new Pass(plan, sketch.delimiter.length === 1 ? sketch.delimiter : ' ', sketch.rowsExpected);
  const feed = new Feed(pass, reader, sketch);
  let done = 0;
  for await (const slice of source.slices()) {
    done += slice.length;
    feed.push(slice);
    // Below stands another table.
    if (pass.otherTable > 0) break;
    yield { stage: 'read', done, total: source.size, unit: 'bytes' };
  }
  feed.end();
  return pass;
}

/** Reads up to the byte that is no UTF-8 and judges by its surroundings, which no slicing changes. */
async function encodingFromBreak(source: Source): Promise<Encoding> {
  const block = 256 * 1024;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let from = 0; from < source.size; from += block) {
    const bytes = await source.bytes(from, from + block);
    try {
      decoder.decode(bytes, { stream: from + block < source.size });
    } catch {
      return legacyEncoding(await source.bytes(Math.max(0, from - block), from + 2 * block));
    }
  }
  return damagedUtf8;
}

function refuseOneColumn(header: Header, role: string, options: ReadOptions): void {
  const plain = role === 'text' || role === 'category' || role === 'number' || role === 'ignore';
  if (plain && options.roles === undefined) throw new KithError('file/one-column', { column: header.names[0]! });
}

/** The column of goods in a price list: no day, no order, nobody. */
function goodsIn(columns: ImportReport['columns']): string | null {
  if (columns.some(({ role, type }) => role === 'orderId' || role === 'date' || type === 'date' || type === 'instant'))
    return null;
  return columns.find(({ role }) => role === 'product')?.name ?? null;
}

function warningsOf(pass: Pass, columns: ImportReport['columns'], kind: TableKind, totals: string | null): ErrorReport[] {
  const warnings: ErrorReport[] = [];
  if (pass.imported === 0) warnings.push({ code: 'import/nothing-imported', values: { rejected: pass.rejects.length } });
  if (totals !== null) warnings.push({ code: 'import/totals-only', values: { column: totals } });
  else if (kind === 'baskets' || kind === 'transfers' || columns.some(({ role }) => keyRoles.includes(role))) return warnings;
  else if (goodsIn(columns) !== null) warnings.push({ code: 'import/goods-only', values: { column: goodsIn(columns)! } });
  else {
    const names = columns.map(({ name }) => name).join(', ');
    warnings.push({ code: 'import/no-customer', values: { columns: names.length > 200 ? `${names.slice(0, 199)}…` : names } });
  }
  return warnings;
}
