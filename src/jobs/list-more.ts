import { NO_DAY, type CustomerQuery, type CustomerTable, type Progress, type StandingPart } from '../domain';
import { gapOf } from '../insight/standing';
import type { StoredTable } from '../store';
import type { AnalysisOutput } from './analysis-handlers';
import type { Prepared } from './analyse-prepare';
import type { Bought } from './bought';
import type { ListMore } from './customer-list';
import type { Current, Desk, DeskParts, PlacedMarks } from './desk';
import { marksNow, tablesNow } from './marks-handlers';
import { purchasesNow } from './purchases-now';

/** What a list may want of the files. */
export interface ListParts extends DeskParts {
  /** Who bought what was asked for, by customer. */
  readonly bought: (
    tables: readonly StoredTable[],
    output: AnalysisOutput,
    asked: Bought,
  ) => AsyncGenerator<Progress, Uint8Array, void>;
  /** Day of the next usual order by customer; null where nobody's rhythm is known. */
  readonly dueDays: (tables: readonly StoredTable[], output: AnalysisOutput) => AsyncGenerator<Progress, Int32Array | null, void>;
  /** Names of products, the most frequent first. */
  readonly products: (
    tables: readonly StoredTable[],
    output: AnalysisOutput,
  ) => AsyncGenerator<Progress, readonly string[], void>;
}

/** Masks kept for going back and forth between filters. */
const keptMasks = 6;

/** Day on which each customer's next purchase would be usual, NO_DAY for who never bought; null where no rhythm is known. */
export function* dueDaysOf(
  prepared: Prepared,
  part: StandingPart | null,
  rows: CustomerTable['rows'],
): Generator<Progress, Int32Array | null, void> {
  if (part?.rules.rhythm == null) return null;
  const { offsets, day } = yield* purchasesNow(prepared);
  const due = new Int32Array(rows).fill(NO_DAY);
  for (let c = 0; c < rows; c++) {
    if (c % 16_384 === 0) yield { stage: 'load', done: c, total: rows, unit: 'rows' };
    const days = day.subarray(offsets[c], offsets[c + 1]);
    const gap = gapOf(part.rules, days);
    if (gap !== null) due[c] = days[days.length - 1]! + Math.round(gap);
  }
  return due;
}

interface Kept {
  readonly for: Current;
  readonly masks: Map<string, Uint8Array>;
  due: Int32Array | null | undefined;
}

/** Works out what a query wants beyond the table of customers, and keeps it for as long as the analysis is in force. */
export function createListMore(
  parts: ListParts,
  desk: Desk,
): (now: Current, query: CustomerQuery) => AsyncGenerator<Progress, ListMore, void> {
  let kept: Kept | null = null;
  return async function* moreFor(now, query) {
    if (kept?.for !== now) kept = { for: now, masks: new Map(), due: undefined };
    const mine = kept;
    const marks = yield* marksNow(parts, desk, now, false, false);
    const [tagMask, tagName] = tagMaskOf(marks, query.tag ?? null, now.output.customers.rows);
    const asked = { product: query.product?.trim() ?? '', from: query.from ?? null, to: query.to ?? null };
    const name = JSON.stringify([asked.product.toLowerCase(), asked.from, asked.to]);
    let mask = tagMask;
    if (asked.product !== '' || asked.from !== null || asked.to !== null) {
      let bought = mine.masks.get(name);
      if (bought === undefined) {
        const tables = yield* tablesNow(parts, now);
        bought = tables === null ? new Uint8Array(now.output.customers.rows) : yield* parts.bought(tables, now.output, asked);
        mine.masks.set(name, bought);
        if (mine.masks.size > keptMasks) mine.masks.delete(mine.masks.keys().next().value!);
      }
      mask = tagMask === null ? bought : bought.map((one, at) => one & tagMask[at]!);
    }
    if (mine.due === undefined && (query.sort === 'due' || query.columns?.includes('due') === true)) {
      const tables = yield* tablesNow(parts, now);
      mine.due = tables === null ? null : yield* parts.dueDays(tables, now.output);
    }
    const { tags } = marks;
    return {
      mask,
      name: mask === null ? '' : `${tagName} ${name}`,
      tagsOf: (index) => tags.filter(({ has }) => has[index] === 1).map(({ tag }) => tag.name),
      due: mine.due ?? null,
    };
  };
}

/** Who has a tag: nobody where there is none of that id any more. */
function tagMaskOf(marks: PlacedMarks, id: string | null, rows: number): [Uint8Array | null, string] {
  if (id === null) return [null, ''];
  const has = marks.tags.find(({ tag }) => tag.id === id)?.has ?? new Uint8Array(rows);
  return [has, `${marks.turn} ${id}`];
}
