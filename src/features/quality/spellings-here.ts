import type { SpellingItem } from '../../domain';
import { spellingGroup } from '../spellings';
import { present } from '../source';
import { RowList, type Found, type QualityTable } from './found';

/** The suggested spellings that stand in this table. `items` may come from all tables, which is how some are recognised. */
export function spellingsHere({ source }: QualityTable, items: readonly SpellingItem[]): Found[] {
  const found: Found[] = [];
  for (const item of items) {
    for (const source_ of source.columns) {
      const { column, name } = source_;
      if (column.type !== 'text' || spellingGroup(source_) !== item.column) continue;
      const mine = column.dictionary.map((word) => word.trim() === item.from);
      if (!mine.includes(true)) continue;
      const rows = new RowList();
      const words = new Set<string>();
      let of = 0;
      for (let i = 0; i < source.rows; i++) {
        if (!present(column, i)) continue;
        of++;
        const code = column.codes[i]!;
        if (mine[code]) rows.add(i);
        words.add(column.dictionary[code]!.trim());
      }
      if (rows.length === 0) continue;
      const { column: group, from, to, why } = item;
      const after = words.size - 1 + (words.has(to) ? 0 : 1);
      found.push({
        check: 'spellings',
        rule: `${why} ${from}`,
        column: name,
        values: { column: name, from, to },
        of,
        rows: rows.rows,
        repair: 'respell',
        spelling: { column: group, from, to },
        words: [words.size, after],
      });
    }
  }
  return found;
}
