import { shareOf, type ColumnFacts } from './facts';
import { hasWord, matches, normalise } from './header-words';

/** A column that says who left, and which of its values says so. `sure` is false where the words do not tell. */
export interface ChurnLabel {
  readonly positive: string;
  readonly negative: string;
  readonly sure: boolean;
}

/** Headers of columns that say who left, surest first. */
const names: readonly (readonly [number, string])[] = [
  [1, 'churn|churned|churn label|is churn|is churned|has churned|churn flag|churn status|customer churn|exited|attrition|attrition flag|attrited|流失|是否流失|流失标签|流失状态|客户流失|解約|離脱|退会'],
  [0.9, 'unsubscribed|is unsubscribed|=left|has left|lapsed|defected|退订|是否退订|注销|是否注销|离网|离网标识|abgewandert|gekundigt|resilie|desabonne|=baja|abandono'],
  [0.8, '=cancelled|=canceled|is cancelled|is canceled|terminated|=quit|cancelou|cancelado'],
  [0.7, 'churn value|churn|流失'],
]; // prettier-ignore

const notLabels = [
  'score',
  'reason',
  'category',
  'date',
  'at',
  'rate',
  'risk',
  'probability',
  'prediction',
  'predicted',
  'campaign',
  '原因',
  '时间',
  '日期',
  '概率',
];

/** How surely a header names a churn label; 0 not at all. */
export function churnName(words: string): number {
  if (notLabels.some((word) => hasWord(words, word))) return 0;
  let best = 0;
  for (const [sureness, phrases] of names) {
    for (const phrase of phrases.split('|')) best = Math.max(best, sureness * matches(words, phrase));
  }
  return best;
}

const stayed =
  /\b(?:no|n|false|f|0|0\.0|not|non|nein|nao|active|stayed|stay|retained|existing|current|subscribed|loyal|renewed|open)\b|未|^否|^不|在网|正常|留存|活跃|有效|いいえ/;
const gone = /\b(?:yes|y|true|t|1|1\.0|ja|oui|si|sim|churn|churned|left|leave|exited|cancelled|canceled|former|inactive|lapsed|gone|attrited|attrition|unsubscribed|closed|terminated|quit|lost|ended|deleted)\b|^是|流失|退订|注销|离开|离网|失效|はい|解約|退会/; // prettier-ignore

/** 1 for a word that says "left", −1 for one that says "stayed", 0 for neither. */
function sense(value: string): -1 | 0 | 1 {
  if (/^[01](?:\.0+)?$/.test(value)) return value.startsWith('1') ? 1 : -1;
  const words = normalise(value).replace(/\binactive\b/, 'lapsed');
  if (stayed.test(words)) return -1;
  return gone.test(words) ? 1 : 0;
}

const opposites: readonly (readonly [string, string])[] = [
  ['Yes', 'No'], ['yes', 'no'], ['YES', 'NO'], ['Y', 'N'], ['1', '0'], ['1.0', '0.0'], ['true', 'false'], ['True', 'False'], ['TRUE', 'FALSE'], ['是', '否'],
]; // prettier-ignore

/** The label in a column whose header names one: two values, or one where everybody had the same outcome. */
export function labelByName(facts: ColumnFacts): ChurnLabel | null {
  if (churnName(facts.words) === 0 || facts.distinct > 2 || facts.distinct < 1) return null;
  const values = [...facts.values.keys()];
  const only = values[0]!;
  if (values.length === 1) {
    const pair = opposites.find((words) => words.includes(only));
    if (pair) return { positive: pair[0], negative: pair[1], sure: true };
    return { positive: only, negative: '', sure: sense(only) === 1 };
  }
  const other = values[1]!;
  if (sense(only) !== sense(other)) {
    const first = sense(only) > sense(other);
    return { positive: first ? only : other, negative: first ? other : only, sure: true };
  }
  const rarer = facts.values.get(only)! <= facts.values.get(other)!;
  return { positive: rarer ? only : other, negative: rarer ? other : only, sure: false };
}

/** The label in a status column whose values are words such as `Active patron` and `Former patron`. */
export function labelByStatus(facts: ColumnFacts): ChurnLabel | null {
  if (!['status', 'state', '状态', 'flag', 'type'].some((word) => hasWord(facts.words, word))) return null;
  if (facts.distinct < 2 || facts.distinct > 6) return null;
  const values = [...facts.values.entries()].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  // Bare yes and no under "status" say nothing about leaving.
  const speaking = values.filter((value) => normalise(value).length > 3);
  const left = speaking.filter((value) => sense(value) === 1);
  const here = speaking.filter(
    (value) => sense(value) === -1 && /active|existing|current|subscribed|retained|在网|正常|活跃|有效/.test(normalise(value)),
  );
  if (left.length === 0 || here.length === 0) return null;
  return { positive: left[0]!, negative: here[0]!, sure: left.length === 1 };
}

/** Whether a column holds dates: as a label, one that is there says that the customer left. */
export const isDated = (facts: ColumnFacts): boolean => facts.dates > 0 && shareOf(facts.dates, facts) >= 0.99;

const ends =
  /^(?:subscription )?(?:cancel(?:l?ed|lation)?|ended|end|churn(?:ed)?|unsub(?:scribed?)?|terminat(?:ed|ion)|expired?|lapsed) (?:at|on|date|time)(?: utc)?$|^(?:取消|退订|流失|注销|终止|退会|离网)(?:时间|日期)$|^(?:kundigungsdatum|gekundigt (?:am|zum)|kundigung(?: (?:am|zum|per))?|austritt(?:sdatum)?|ausgetreten am|vertragsende|fecha de (?:baja|cancelacion|fin)|data de (?:cancelamento|saida)|date de (?:resiliation|desabonnement|depart|fin)|解約日|退会日)$|^(?:left|leaving|exit|quit|resigned|resignation) (?:on|at|date)$|^date (?:left|cancel(?:l?ed)|ended|terminated|of (?:cancellation|leaving|exit|termination))$|^(?:churned|cancel(?:l?ed)|cancellation|terminated|unsubscribed|ended|resiliation|resiliado|baja|cancelacion|cancelamento|退会|解約|退订|离职|取消)$/;

/** Whether a column is when somebody left: dates by such a name, and empty for others. */
export function isEnd(facts: ColumnFacts, columns: readonly ColumnFacts[]): boolean {
  if (!ends.test(facts.words) || !isDated(facts)) return false;
  const rows = Math.max(...columns.map((column) => column.filled));
  return facts.filled <= rows * 0.95;
}

const subscriptionWords =
  /\b(?:subscriptions?|subscribers?|memberships?|plan|renewal|renews|billing (?:period|interval|cycle)|trial|abo|abonnement|suscripcion|assinatura)\b|订阅|套餐|会员期|プラン|契約/;

/** Whether the headers tell of subscriptions with an end each. */
export const tellsSubscriptions = (columns: readonly ColumnFacts[]): boolean =>
  columns.some((facts) => isEnd(facts, columns)) && columns.some((facts) => subscriptionWords.test(facts.words));
