import { NO_DAY, type Note } from '../domain';
import { lineKind, type OrderCodes, type OrderLines } from './order-lines';
import type { SourceTable } from './source';

/**
 * Exports overlap: an order id that stands in two files on the same day (without days: of the same customer) is one order,
 * and is taken from the file with the later last day, then the more rows, then the first name. Two shops that both count
 * from 1001 keep their orders, for their days differ.
 */
export function dropRepeats(
  parts: readonly { table: number; source: SourceTable; order: OrderCodes }[],
  lines: OrderLines,
  notes: Note[],
): void {
  const spans: { part: number; from: number; lastDay: number }[] = [];
  let from = 0;
  for (const [p, part] of parts.entries()) {
    let lastDay = NO_DAY;
    for (let i = from; i < from + part.source.rows; i++) if (lines.day[i]! > lastDay) lastDay = lines.day[i]!;
    spans.push({ part: p, from, lastDay });
    from += part.source.rows;
  }
  spans.sort((a, b) => {
    const first = parts[a.part]!.source;
    const second = parts[b.part]!.source;
    return (
      b.lastDay - a.lastDay || second.rows - first.rows || (first.name < second.name ? -1 : first.name > second.name ? 1 : 0)
    );
  });
  const seen = new Map<string, number[]>();
  const leftOutOf = new Set<string>();
  let repeats = 0;
  for (const { part: p, from: start } of spans) {
    const { source, order } = parts[p]!;
    if (!order.hasIds) continue;
    const day = new Int32Array(order.ids.length).fill(NO_DAY);
    const customer = new Int32Array(order.ids.length).fill(-1);
    for (let i = 0; i < source.rows; i++) {
      const code = order.codes[i]!;
      if (code >= order.ids.length) continue;
      const at = lines.day[start + i]!;
      if (at !== NO_DAY && (day[code] === NO_DAY || at < day[code]!)) day[code] = at;
      if (lines.customer[start + i]! > customer[code]!) customer[code] = lines.customer[start + i]!;
    }
    const drop = new Uint8Array(order.count);
    const mine: [string, number][] = [];
    for (const [code, id] of order.ids.entries()) {
      // Days and customers share one list: customers are stored below every day.
      const mark = day[code] !== NO_DAY ? day[code]! : customer[code]! >= 0 ? -1e9 - customer[code]! : Number.NaN;
      if (Number.isNaN(mark)) continue;
      if (seen.get(id)?.includes(mark) === true) {
        drop[code] = 1;
        repeats++;
      } else mine.push([id, mark]);
    }
    for (const [id, mark] of mine) {
      const marks = seen.get(id);
      if (marks) marks.push(mark);
      else seen.set(id, [mark]);
    }
    if (drop.includes(1)) {
      leftOutOf.add(source.name);
      for (let i = 0; i < source.rows; i++) if (drop[order.codes[i]!] === 1) lines.kind[start + i] = lineKind.dropped;
    }
  }
  if (repeats > 0) notes.push({ code: 'orders-in-two-files', values: { n: repeats, files: [...leftOutOf].sort().join(', ') } });
}
