import type { Progress, SpellingItem } from '../../domain';
import { spellingGroup } from '../spellings';
import { present } from '../source';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';

/** The suggested spellings that stand in this table. `items` may come from all tables, which is how some are recognised. */
export function* spellingsHere({ source }: QualityTable, items: readonly SpellingItem[]): Generator<Progress, Found[], void> {
  const found: Found[] = [];
  for (const sourceColumn of source.columns) {
    const { column, name } = sourceColumn;
    const group = spellingGroup(sourceColumn);
    const own = items.filter((item) => item.column === group);
    if (column.type !== 'text' || own.length === 0) continue;
    const texts = column.dictionary.map((word) => word.trim());
    const lists = new Map<string, RowList>();
    for (const { from } of own) lists.set(from, new RowList());
    const listOf = texts.map((text) => lists.get(text) ?? null);
    const used = new Uint8Array(texts.length);
    let of = 0;
    for (let i = 0; i < source.rows; i++) {
      if (i % slice === slice - 1) yield qualityStep(i, source.rows);
      if (!present(column, i)) continue;
      of++;
      const code = column.codes[i]!;
      used[code] = 1;
      listOf[code]?.add(i);
    }
    const words = new Set(texts.filter((_, code) => used[code] === 1));
    for (const { column: kind, from, to, why } of own) {
      const { rows } = lists.get(from)!;
      if (rows.length === 0) continue;
      found.push({
        check: 'spellings',
        // One word may be a slip of several others: each is a finding of its own.
        rule: `${why} ${from}\n${to}`,
        column: name,
        values: { column: name, from, to },
        of,
        rows,
        repair: 'respell',
        spelling: { column: kind, from, to },
        words: [words.size, words.size - (words.has(to) ? 1 : 0)],
      });
    }
  }
  return found;
}
