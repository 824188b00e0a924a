import type { Note } from '../domain';

/** A column as it may know the answer: numbers (NaN where missing), or codes into levels. `auc`: how it ranks leavers alone. */
export interface SuspectColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly levels: readonly string[] | null;
  readonly auc: number;
}

export interface Leak {
  readonly column: string;
  readonly why: Note;
}

/** A column that alone ranks this well probably knows the answer. */
const almostPerfect = 0.95;
/** A column whose name speaks of leaving needs less to be suspected. */
const tellingName = 0.7;
const tellingOrder = 0.7;
const fewestRows = 10;
/** Log of how unlikely chance must make a group that all left, or of which nobody did. */
const beyondChance = 14;
const allOfThem = 0.99;
const noneOfThem = 0.002;
/** A group must hold this share of the leavers (or stayers) to say much about who they are. */
const share = 0.1;
/** From this share on a number's commonest value is a state ("no refund") rather than an amount. */
const commonest = 0.3;

const leavingWords =
  /(churn|cancel\w*|terminat\w*|exit(ed)?|attrition|unsubscribe\w*|clos(ed?|ing)|leav\w*|left|end(ed)?|quit)[ _-]?(date|day|time|reason|category|code|at|on|flag|score|status|type|value)|流失|退订|(取消|离开|退出|注销|解约)(日期|时间|原因|状态)/i;

/**
 * Columns that seem to know who left, each with its evidence: it ranks leavers almost perfectly; it is filled, or has a value,
 * for leavers only, or for stayers only; it numbers customers in the order of the outcome; its name speaks of leaving and it
 * ranks well. `y` is 1 for those who left. Columns that merely foretell well are none.
 */
export function findLeaks(columns: readonly SuspectColumn[], y: Uint8Array): Leak[] {
  const positives = y.reduce((sum, one) => sum + one, 0);
  return columns.flatMap((column) => {
    const why = leakOf(column, y, positives);
    return why === null ? [] : [{ column: column.name, why }];
  });
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function leakOf(column: SuspectColumn, y: Uint8Array, positives: number): Note | null {
  const { name, auc } = column;
  if (auc > almostPerfect) return { code: 'leak-alone', values: { column: name, auc: rounded(auc) } };
  const group = pureGroup(column, y, positives);
  if (group !== null) return group;
  if (auc >= tellingOrder && numbersCustomers(column)) {
    return { code: 'leak-order', values: { column: name, auc: rounded(auc) } };
  }
  if (auc >= tellingName && leavingWords.test(name)) return { code: 'leak-name', values: { column: name, auc: rounded(auc) } };
  return null;
}

interface Group {
  readonly n: number;
  readonly left: number;
  /** A level, or what else its rows have in common: a code of ours. */
  readonly level: string | null;
  readonly state: 'level' | 'filled' | 'blank' | 'other';
}

/** Groups that a column makes: its levels, blank and filled, and for numbers "not the commonest value". */
function groupsOf({ values, levels }: SuspectColumn, y: Uint8Array): Group[] {
  const counts = new Map<number, { n: number; left: number }>();
  const blank = { n: 0, left: 0 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let own = Number.isNaN(value) ? blank : counts.get(value);
    if (!own) counts.set(value, (own = { n: 0, left: 0 }));
    own.n++;
    own.left += y[i]!;
  }
  const filled = { n: 0, left: 0 };
  let mode = { n: 0, left: 0 };
  for (const own of counts.values()) {
    filled.n += own.n;
    filled.left += own.left;
    if (own.n > mode.n) mode = own;
  }
  const groups: Group[] = [];
  if (blank.n > 0) {
    groups.push({ ...filled, level: null, state: 'filled' }, { ...blank, level: null, state: 'blank' });
  }
  if (levels !== null) {
    for (const [code, own] of counts) groups.push({ ...own, level: levels[code] ?? '', state: 'level' });
  } else if (mode.n >= commonest * filled.n) {
    groups.push({ n: filled.n - mode.n, left: filled.left - mode.left, level: null, state: 'other' });
  }
  return groups;
}

function pureGroup(column: SuspectColumn, y: Uint8Array, positives: number): Note | null {
  const n = y.length;
  const rate = positives / n;
  for (const group of groupsOf(column, y)) {
    if (group.n < fewestRows || group.n > n - fewestRows) continue;
    const values = { column: column.name, n: group.n, level: group.level ?? '' };
    const allLeft = group.left >= allOfThem * group.n && group.left >= share * positives;
    if (allLeft && -group.n * Math.log(rate) > beyondChance) return { code: `leak-left-${group.state}`, values };
    const noneLeft = group.left <= noneOfThem * group.n && group.n - group.left >= share * (n - positives);
    if (noneLeft && -group.n * Math.log(1 - rate) > beyondChance) return { code: `leak-stayed-${group.state}`, values };
  }
  return null;
}

/** Whole numbers, no two alike, hardly a gap: a number of the row or of the customer, given in some order. */
function numbersCustomers({ values, levels }: SuspectColumn): boolean {
  if (levels !== null || values.length < 100) return false;
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (!Number.isInteger(value)) return false;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least < 5 * values.length && new Set(values).size === values.length;
}
