import { isoDay, lifeStages, NO_DAY, rfmGroups, type CustomerTable, type LifeStage, type RfmGroup } from '../domain';

/** Words of the file, in the page's language. Headers by column (key, label, segment, risk, riskWord, orderCount, totalSpend, firstOrder, lastOrder, alive, expectedOrders, value) and by feature id. */
export interface CsvWords {
  readonly headers: Readonly<Record<string, string>>;
  /** By the index of a segment. */
  readonly segmentNames: readonly string[];
  readonly stages: Readonly<Record<LifeStage, string>>;
  readonly rfm: Readonly<Record<RfmGroup, string>>;
  readonly riskWords: Readonly<Record<'high' | 'medium' | 'low', string>>;
  /** Risk from which the word is "high"; from half of it, "medium". */
  readonly threshold: number;
}

const columns = ['key', 'label', 'segment', 'risk', 'riskWord', 'orderCount', 'totalSpend', 'firstOrder', 'lastOrder'] as const;

/** Chance of being a customer still, expected orders, worth: where they were worked out. */
const worthColumns = ['alive', 'expectedOrders', 'value'] as const;

/** Stage and group by recency, frequency and money: where they were worked out. */
const standingColumns = ['stage', 'rfm'] as const;

/** Which customers, and what the owner calls them: all and nothing where left out. */
export interface CsvExtra {
  /** Rows of the table, in the order of the file. */
  readonly rows?: ArrayLike<number>;
  readonly tagsOf?: (index: number) => readonly string[];
}

/** Rows in one yielded piece. */
const rowsAtOnce = 2000;

/** The word of a risk: high from the threshold on, medium from half of it, else low; null where there is no risk. */
export function riskLevel(risk: number, threshold: number): 'high' | 'medium' | 'low' | null {
  if (Number.isNaN(risk)) return null;
  return risk >= threshold ? 'high' : risk >= threshold / 2 ? 'medium' : 'low';
}

/**
 * A text cell that no spreadsheet will run (OWASP, CSV injection): one that begins with = + - @ tab or carriage return is led by
 * an apostrophe, unless it is a plain number such as −5. Quoted by RFC 4180 where it holds a comma, quote or line break.
 */
export function safeCell(text: string): string {
  const risky = /^[=+\-@\t\r]/.test(text) && !/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);
  const cell = risky ? `'${text}` : text;
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const numberCell = (value: number, digits: number): string =>
  Number.isFinite(value) ? String(Number(value.toFixed(digits))) : '';
const dayCell = (day: number): string => (day === NO_DAY ? '' : isoDay(day));

/**
 * The whole list as CSV (RFC 4180: CRLF, quotes doubled), in pieces, the header first. Numbers are plain, dates ISO, a missing
 * value is an empty cell. Every feature has a column of its own after the fixed ones. No byte-order mark: the caller adds it.
 */
export function* customersCsv(table: CustomerTable, words: CsvWords, { rows, tagsOf }: CsvExtra = {}): Generator<string> {
  const fixed = [
    ...columns,
    ...(table.worth ? worthColumns : []),
    ...(table.standings ? standingColumns : []),
    ...(tagsOf ? ['tags'] : []),
  ];
  const head = fixed.map((column) => (Object.hasOwn(words.headers, column) ? words.headers[column]! : column));
  // Orders and spend stand among the fixed columns already.
  const shown = [...table.features.keys()].filter((f) => {
    const { id, source } = table.features[f]!;
    return source !== 'orders' || (id !== 'orderCount' && id !== 'totalSpend');
  });
  const features = shown.map((f) => {
    const { id, source } = table.features[f]!;
    return source === 'column' ? id : (words.headers[id] ?? id);
  });
  yield `${[...head, ...features].map(safeCell).join(',')}\r\n`;
  let piece = '';
  const count = rows?.length ?? table.rows;
  for (let at = 0; at < count; at++) {
    const i = rows?.[at] ?? at;
    const risk = table.risk[i]!;
    const level = riskLevel(risk, words.threshold);
    const cells = [
      safeCell(table.keys[i]!),
      safeCell(table.labels[i]!),
      safeCell(words.segmentNames[table.segment[i]!] ?? ''),
      numberCell(risk, 4),
      level === null ? '' : safeCell(words.riskWords[level]),
      String(table.orderCount[i]!),
      numberCell(table.totalSpend[i]!, 2),
      dayCell(table.firstOrder[i]!),
      dayCell(table.lastOrder[i]!),
    ];
    if (table.worth) {
      const { pAlive, expectedOrders, residualClv } = table.worth;
      cells.push(numberCell(pAlive[i]!, 4), numberCell(expectedOrders[i]!, 3), numberCell(residualClv[i]!, 2));
    }
    if (table.standings) {
      const stage = lifeStages[table.standings.stage[i]!];
      const group = rfmGroups[table.standings.rfm[i]!];
      cells.push(safeCell(stage ? words.stages[stage] : ''), safeCell(group ? words.rfm[group] : ''));
    }
    if (tagsOf) cells.push(safeCell(tagsOf(i).join('; ')));
    for (const f of shown) {
      const value = table.featureValues[f]![i]!;
      const levels = table.levels[f] ?? null;
      cells.push(levels === null ? numberCell(value, 6) : safeCell(Number.isNaN(value) ? '' : (levels[value] ?? '')));
    }
    piece += `${cells.join(',')}\r\n`;
    if ((at + 1) % rowsAtOnce === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
