import { safeCell } from '../actions/customers-csv';
import { isoDay, type CustomNumber, type NumberId, type NumberRows, type NumbersReport, type Steps } from '../domain';
import type { StoredTable } from '../store';
import type { AnalysisOutput } from './analysis-handlers';
import { asynchronous } from './following';
import type { NumbersRequest, NumberWords } from './protocol';
import type { Handlers } from './runner';

export type NumbersKinds = 'numbers' | 'numberDraft' | 'numberRows' | 'numberRowsCsv';

/** The rows behind a figure, each made when it is looked at. */
export interface RowsMade {
  readonly columns: NumberRows['columns'];
  readonly total: number;
  readonly at: (i: number) => NumberRows['rows'][number];
}

type Asked = Pick<NumbersRequest, 'asOf' | 'period'>;

/** The part of the house that works out figures of tables that were analysed. */
export interface NumbersParts {
  readonly report: (tables: readonly StoredTable[], output: AnalysisOutput, request: NumbersRequest) => Steps<NumbersReport>;
  readonly rows: (
    tables: readonly StoredTable[],
    output: AnalysisOutput,
    of: NumberId | CustomNumber,
    asked: Asked,
  ) => Steps<RowsMade>;
  readonly names: (
    tables: readonly StoredTable[],
    output: AnalysisOutput,
    asOf: number | null,
  ) => Steps<Readonly<Record<CustomNumber['over'], readonly string[]>>>;
}

const rowsAtOnce = 2000;

/** The jobs of the screen of numbers, answered from the analysis in force. */
export function createNumbersHandlers(
  parts: NumbersParts,
  inForce: () => Steps<{ readonly tables: readonly StoredTable[]; readonly output: AnalysisOutput }>,
): Handlers<NumbersKinds> {
  return {
    async *numbers(request) {
      const { tables, output } = yield* asynchronous(inForce());
      return yield* asynchronous(parts.report(tables, output, request));
    },

    async *numberDraft(request) {
      const { tables, output } = yield* asynchronous(inForce());
      const names = yield* asynchronous(parts.names(tables, output, request.asOf));
      return { names, report: yield* asynchronous(parts.report(tables, output, request)) };
    },

    async *numberRows({ of, offset, limit, ...asked }) {
      const { tables, output } = yield* asynchronous(inForce());
      const { columns, total, at } = yield* asynchronous(parts.rows(tables, output, of, asked));
      const n = Math.max(0, Math.min(limit, total - offset));
      return { columns, total, rows: Array.from({ length: n }, (_, i) => at(offset + i)) };
    },

    async *numberRowsCsv({ of, words, ...asked }) {
      const { tables, output } = yield* asynchronous(inForce());
      const made = yield* asynchronous(parts.rows(tables, output, of, asked));
      const pieces: string[] = ['\ufeff'];
      for (const piece of numberRowsCsv(made, words)) {
        pieces.push(piece);
        yield { stage: 'numbers', done: Math.min(pieces.length * rowsAtOnce, made.total), total: made.total, unit: 'rows' };
      }
      return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
    },
  };
}

/** Rows as CSV (RFC 4180, formula-safe), in pieces, the header first: customer, name, then the figure's own columns. */
function* numberRowsCsv({ columns, total, at }: RowsMade, { headers, words }: NumberWords): Generator<string, void, void> {
  const header = (id: string) => (Object.hasOwn(headers, id) ? headers[id]! : id);
  let piece = `${['customer', 'name', ...columns.map(({ id }) => id)].map((id) => safeCell(header(id))).join(',')}\r\n`;
  for (let i = 0; i < total; i++) {
    const { customer, cells } = at(i);
    const texts = cells.map((cell, k) => {
      if (cell === null) return '';
      const { kind } = columns[k]!;
      if (kind === 'day') return isoDay(cell as number);
      if (kind === 'word') return safeCell(Object.hasOwn(words, cell) ? words[cell]! : String(cell));
      // Cents that float64 smears are none of the reader's.
      return typeof cell === 'number' ? String(Math.round(cell * 1e6) / 1e6) : safeCell(cell);
    });
    piece += `${[safeCell(customer?.key ?? ''), safeCell(customer?.label ?? ''), ...texts].join(',')}\r\n`;
    if ((i + 1) % rowsAtOnce !== 0) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
