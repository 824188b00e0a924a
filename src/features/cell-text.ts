import { isoDay, textOfCode, type Column } from '../domain';
import { present } from './source';

/**
 * A cell as text, for people: '' where it is missing; days as `YYYY-MM-DD`, instants with their time of day. `few`: so few are asked for
 * that not all strings of a packed column need be made.
 */
export function cellText(column: Column, row: number, few = false): string {
  if (!present(column, row)) return '';
  switch (column.type) {
    case 'text':
      return (few ? textOfCode(column, column.codes[row]!) : (column.dictionary[column.codes[row]!] ?? '')).trim();
    case 'date':
      return isoDay(column.days[row]!);
    case 'instant':
      return new Date(column.ms[row]!).toISOString().slice(0, 19).replace('T', ' ');
    default:
      return Number.isNaN(column.values[row]!) ? '' : String(column.values[row]!);
  }
}
