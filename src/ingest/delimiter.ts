import { RowReader } from './row-reader';

const candidates = [',', ';', '\t', '|'] as const;

/** LF unless the text has none: then CR, as old spreadsheets wrote. */
export function detectNewline(head: string): '\n' | '\r' {
  return head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
}

/** What the report calls the line ends. */
export function newlineName(head: string): string {
  if (detectNewline(head) === '\r') return 'CR';
  return head.includes('\r\n') ? 'CRLF' : 'LF';
}

/**
 * The mark that cuts the first hundred lines into the same number of fields most often, more fields counting a little
 * in its favour; a first line `sep=;` decides. A comma where nothing cuts.
 */
export function detectDelimiter(head: string, whole: boolean): string {
  const said = /^\ufeff?"?sep=(.)"?\r?\n/i.exec(head)?.[1];
  if (said !== undefined) return said;
  let best = ',';
  let bestScore = 0;
  for (const candidate of candidates) {
    const score = evenness(head, candidate, whole);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function evenness(head: string, delimiter: string, whole: boolean): number {
  if (!head.includes(delimiter)) return 0;
  const text = head.slice(0, 64 * 1024);
  const reader = new RowReader(delimiter, detectNewline(head), null);
  const { rows } = reader.push(text, whole && text.length === head.length);
  const counts = new Map<number, number>();
  let seen = 0;
  for (const row of rows) {
    if (row.length === 1 && row[0]!.trim() === '') continue;
    counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    if (++seen === 100) break;
  }
  let mode = 1;
  for (const [fields, times] of counts) if (fields > 1 && times > (mode === 1 ? 0 : counts.get(mode)!)) mode = fields;
  if (mode === 1) return 0;
  return counts.get(mode)! / seen + 0.02 * Math.min(mode, 20);
}
