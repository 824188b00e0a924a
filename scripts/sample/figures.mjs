import { dayOf, firstDay, lastDay } from './world.mjs';

/** The days that figures are planted for. */
const periods = [
  [firstDay, lastDay],
  [dayOf('2025-07-01'), lastDay],
  [dayOf('2025-10-01'), dayOf('2025-12-31')],
  [dayOf('2026-03-01'), dayOf('2026-03-31')],
];

/**
 * The figures that the shop's files come to, counted from the lives that were simulated, not from the files; money in cents.
 * `lines` are the lines of orders.csv as written, those written twice among them: {day, customer (null for a guest), amount,
 * refunded}.
 */
export function plantedFigures({ orders, answers, interactions }, lines) {
  const first = new Map();
  for (const order of orders) {
    if (!order.guest && !first.has(order.customer)) first.set(order.customer, order.day);
  }
  return periods.map(([from, to]) => {
    const within = ({ day }) => day >= from && day <= to;
    const counts = new Map();
    const made = orders.filter(within);
    for (const { customer, guest } of made) if (!guest) counts.set(customer, (counts.get(customer) ?? 0) + 1);
    const written = lines.filter(within);
    const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
    const said = answers.filter(within);
    const asked = said.filter(({ recommend }) => recommend !== null);
    return {
      from,
      to,
      orders: made.length,
      gross: sum(written, ({ amount }) => amount),
      refunded: sum(written, ({ refunded }) => refunded),
      buyers: counts.size,
      newBuyers: [...counts.keys()].filter((customer) => first.get(customer) >= from).length,
      repeatBuyers: [...counts.values()].filter((count) => count > 1).length,
      buyersNet: sum(
        written.filter(({ customer }) => customer !== null),
        ({ amount, refunded }) => amount - refunded,
      ),
      answers: said.length,
      satisfied: said.filter(({ satisfaction }) => satisfaction >= 4).length,
      recommendAnswers: asked.length,
      promoters: asked.filter(({ recommend }) => recommend >= 9).length,
      detractors: asked.filter(({ recommend }) => recommend <= 6).length,
      interactions: interactions.filter(within).length,
    };
  });
}
