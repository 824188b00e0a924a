import { plantedFigures } from './figures.mjs';
import { affinities, causes, isoOf, lastDay, priceRise, products, segments } from './world.mjs';
import { createRandom } from './random.mjs';
import { simulate } from './simulate.mjs';

const cell = (value) => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const row = (...values) => values.map(cell).join(',');
const money = (cents) => (cents / 100).toFixed(2);
const customerId = (index) => `C${String(index + 1).padStart(4, '0')}`;

/**
 * The files of the made-up shop and the truth behind them.
 *
 * Planted besides the lives: 24 order lines and 10 customers written twice, 60 orders by guests (no customer), refunds
 * in their own column, 5 bad rows. `truth.revenue` counts the lines once, in cents, guests included; `truth.figures` count them as the
 * files have them, twice.
 *
 * @returns {{files: Record<string, string>, truth: object}} file name → text, LF, UTF-8
 */
export function sampleShop({ seed = 20260630, customers: customerCount = 2000 } = {}) {
  const random = createRandom(seed);
  const shop = simulate(random, customerCount);
  const truth = {
    seed,
    asOf: isoOf(lastDay),
    segments: segments.map((segment) => segment.name),
    causes,
    priceRise: { from: isoOf(priceRise.day), factor: priceRise.factor, kinds: priceRise.kinds },
    affinities,
    rejects: [],
  };

  const customerLines = shop.customers.map((customer) =>
    row(
      customerId(customer.index),
      customer.name,
      customer.email,
      customer.country,
      isoOf(customer.joined),
      customer.newsletter ? 'yes' : 'no',
    ),
  );
  for (let i = 0; i < 10; i++) customerLines.push(customerLines[random.int(0, customerCount - 1)]);

  const orderLines = [];
  const written = [];
  let gross = 0;
  let refunded = 0;
  let guests = 0;
  let refundedOrders = 0;
  const guestEvery = Math.floor(shop.orders.length / 60);
  const oneTimers = new Set(countOnce(shop.orders));
  shop.orders.forEach((order, index) => {
    // Guests are taken from people who ordered often, so that every customer keeps an order.
    const guest = index % guestEvery === guestEvery - 1 && !oneTimers.has(order.customer);
    if (guest) guests++;
    if (order.refund) refundedOrders++;
    order.guest = guest;
    for (const line of order.lines) {
      const amount = line.price * line.quantity;
      gross += amount;
      if (order.refund) refunded += amount;
      written.push({ day: order.day, customer: guest ? null : order.customer, amount, refunded: order.refund ? amount : 0 });
      orderLines.push(
        row(
          10001 + index,
          isoOf(order.day),
          guest ? '' : customerId(order.customer),
          products[line.product].name,
          line.quantity,
          money(line.price),
          order.refund ? money(amount) : '',
          'EUR',
          order.delivery,
        ),
      );
    }
  });
  const lines = orderLines.length;
  let twice = 0;
  for (let i = 0; i < 24; i++) {
    const at = random.int(100, orderLines.length - 100);
    orderLines.splice(at, 0, orderLines[at]);
    written.splice(at, 0, written[at]);
    twice++;
  }
  const insertBad = (rows, file, bad) => {
    for (const [text, code] of bad) {
      const at = random.int(200, rows.length - 200);
      rows.splice(at, 0, text);
      truth.rejects.push({ file, text, code });
    }
  };
  insertBad(orderLines, 'orders.csv', [
    ['90001,2026-02-30,C0007,Matcha 40 g,1,21.00,,EUR,3', 'value/no-date'],
    ['90002,soon,C0011,Decaf 250 g,1,9.50,,EUR,4', 'value/no-date'],
    ['90003,2025-11-03,C0019,Paper filters, 100,1,4.50,,EUR,3', 'row/too-many-fields'],
    ['90004,2025-12-08,C0023,Sampler, small,1,5.90,,EUR,2', 'row/too-many-fields'],
  ]);

  const answerLines = shop.answers.map((answer, index) =>
    row(
      `A${index + 1}`,
      isoOf(answer.day),
      customerId(answer.customer),
      answer.satisfaction,
      answer.recommend ?? '',
      answer.comment,
    ),
  );
  insertBad(answerLines, 'answers.csv', [['A9001,2026-01-12,C0031,4,9,Good, but dear, and late', 'row/too-many-fields']]);
  const interactionLines = shop.interactions.map((entry) =>
    row(isoOf(entry.day), customerId(entry.customer), entry.kind, entry.channel),
  );

  const file = (header, rows) => `${header}\n${rows.join('\n')}\n`;
  const files = {
    'orders.csv': file(
      'order_id,order_date,customer_id,product,quantity,unit_price,refunded_amount,currency,delivery_days',
      orderLines,
    ),
    'customers.csv': file('customer_id,name,email,country,signup_date,newsletter', customerLines),
    'answers.csv': file('answer_id,date,customer_id,satisfaction,recommendation,comment', answerLines),
    'interactions.csv': file('date,customer_id,interaction,channel', interactionLines),
  };
  for (const reject of truth.rejects) reject.line = files[reject.file].split('\n').indexOf(reject.text) + 1;
  for (const reject of truth.rejects) delete reject.text;
  Object.assign(truth, {
    counts: {
      customers: customerCount,
      orders: shop.orders.length,
      lines,
      answers: shop.answers.length,
      interactions: shop.interactions.length,
      guestOrders: guests,
      refundedOrders,
      linesWrittenTwice: twice,
      customersWrittenTwice: 10,
    },
    figures: plantedFigures(shop, written).map(({ from, to, ...figures }) => ({ from: isoOf(from), to: isoOf(to), ...figures })),
    revenue: { currency: 'EUR', gross: gross / 100, refunded: refunded / 100, net: (gross - refunded) / 100 },
    left: causes.map((cause, index) => ({
      cause,
      customers: shop.customers.filter((customer) => customer.cause === index).length,
    })),
    // One entry a customer: [segment, day of the last order if they left, cause]
    customers: Object.fromEntries(
      shop.customers.map((customer) => [
        customerId(customer.index),
        customer.left === null ? [customer.segment] : [customer.segment, isoOf(customer.left), customer.cause],
      ]),
    ),
  });
  return { files, truth };
}

/** Customers with fewer than three orders. */
function countOnce(orders) {
  const counts = new Map();
  for (const order of orders) counts.set(order.customer, (counts.get(order.customer) ?? 0) + 1);
  return [...counts].filter(([, count]) => count < 3).map(([customer]) => customer);
}
