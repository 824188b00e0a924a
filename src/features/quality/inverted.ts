import { isNull, type Column, type Progress } from '../../domain';
import { daysOf, type SourceColumn, type SourceTable } from '../source';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';

/** Headers of what begins a thing, and of what can only come after. */
const begins =
  /(^|[^a-z])(created|creation|ordered|order (date|time)|placed|purchased|purchase date|bought|booked|booking date|start(ed|s)?|begin|began|signed up|signup|sign up|joined|registered|registration|subscribed|opened|engage|check ?in|invited|bestellt|bestelldatum|erstellt|beginn|anfang|pedido|creado|criado|inicio|início|commande|création|creation|début|debut)([^a-z]|$)|创建|建立|下单|订单(日期|时间)|开始|注册|预订时间|入住|购买|开通|注文日|作成|開始/i;
const ends =
  /(^|[^a-z])(end(ed|s)?|cancell?ed|cancell?ation|closed?|close date|deliver(ed|y date)|shipped|fulfilled|completed?|finished|returned|refunded|expire[sd]?|expiry|expiration|churn(ed)?|unsubscribed|terminat(ed|ion)|check ?out|storniert|geliefert|lieferdatum|versendet|versanddatum|ende|gekündigt|erstattet|cancelado|entregado|entregue|enviado|fin|fim|annulée?|livrée?|expédiée?)([^a-z]|$)|取消|发货|送达|签收|收货|完成|结束|到期|退款|退货|关闭|离店|退房|流失|発送|到着|終了/i;
/** What is called so may be a plan, not a day on which something happened. */
const planned = /expected|estimated|planned|due|next|period|trial|预计|计划|下次|geplant|voraussichtlich|prévue?|previst[oa]/i;
/** Where more of the rows are the other way round, the columns mean something else than their names seem to say. */
const mostShare = 0.5;

const plain = (header: string) => header.replace(/[_\-.]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');

/** The column in which a row begins, and those in which it ends. */
function pairsOf({ columns }: SourceTable): [SourceColumn, SourceColumn][] {
  const dated = columns.filter(({ column, name }) => daysOf(column) !== null && !planned.test(plain(name)));
  const isEnd = ({ name }: SourceColumn) => ends.test(plain(name));
  const starts = dated.filter((column) => !isEnd(column));
  const start =
    starts.find(({ role, name }) => role === 'date' && begins.test(plain(name))) ??
    starts.find(({ name }) => begins.test(plain(name))) ??
    starts.find(({ role }) => role === 'date');
  return start ? dated.filter(isEnd).map((end) => [start, end]) : [];
}

/** Whether a row ends before it begins. Times are compared where both have one of the same clock, else days, with a day's grace. */
function isInverted(start: Column, end: Column): (row: number) => boolean {
  const [from, to] = [daysOf(start)!, daysOf(end)!];
  const known = (row: number) => !isNull(start, row) && !isNull(end, row) && from[row]! > 0 && to[row]! > 0;
  if (
    start.type === 'instant' &&
    end.type === 'instant' &&
    (start.zone === end.zone || (start.zone !== 'local' && end.zone !== 'local'))
  )
    return (row) => end.ms[row]! < start.ms[row]! && known(row);
  // Two clocks may name two days for one moment.
  const grace = start.type === end.type && start.type === 'date' ? 0 : 1;
  return (row) => to[row]! < from[row]! - grace && known(row);
}

/**
 * Rows that end before they begin: cancelled before created, delivered before ordered. Neither day can be trusted, so that the
 * repair leaves both out; but not what is told by there being a day at all, such as that somebody left.
 */
export function* findInverted({ source }: QualityTable): Generator<Progress, Found[], void> {
  const found: Found[] = [];
  for (const [start, end] of pairsOf(source)) {
    const inverted = isInverted(start.column, end.column);
    const rows = new RowList();
    let of = 0;
    for (let i = 0; i < source.rows; i++) {
      if (i % slice === slice - 1) yield qualityStep(i, source.rows);
      if (isNull(start.column, i) || isNull(end.column, i)) continue;
      of++;
      if (inverted(i)) rows.add(i);
    }
    if (rows.length === 0 || rows.length > mostShare * of) continue;
    const blank = end.role !== 'churnLabel';
    found.push({
      check: 'inverted',
      // Of one start, several ends.
      rule: `before ${end.name}`,
      column: start.name,
      values: { column: start.name, end: end.name, both: blank ? 1 : 0 },
      of,
      rows: rows.rows,
      repair: 'blank',
      also: { name: end.name, blank },
    });
  }
  return found;
}
