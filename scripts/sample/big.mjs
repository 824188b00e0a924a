import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom } from './random.mjs';
import { firstDay, isoOf, lastDay, products, segments } from './world.mjs';

/** Kinds of life in the big file: the planted segments without the gift buyers' one order, so that there is history. */
const lives = segments.map((segment) => ({ ...segment, stay: segment.name === 'gift-buyers' ? 0.6 : 0.97 - segment.mind.other }));

/** Days of one customer's orders, appended to `days`; the same life as the small shop's, without its causes. */
function live(random, life, pace, days) {
  let day = random.chance(0.4) ? firstDay + random.int(0, 60) : random.int(firstDay, lastDay - 10);
  const gap = life.gap * pace * (0.7 + 0.6 * random.uniform());
  while (day <= lastDay) {
    days.push(day);
    if (!random.chance(life.stay)) return;
    day += Math.max(1, Math.round(random.erlang(life.steadiness, gap)));
  }
}

/** How much faster or slower people must order so that the file comes out at the asked size: by trial on a sample. */
function paceFor(seed, ordersEach) {
  let low = 0.01;
  let high = 40;
  for (let step = 0; step < 24; step++) {
    const pace = Math.sqrt(low * high);
    const random = createRandom(seed + 1);
    const days = [];
    for (let i = 0; i < 3000; i++) live(random, lives[random.weighted(lives.map((life) => life.share))], pace, days);
    if (days.length / 3000 > ordersEach) low = pace;
    else high = pace;
  }
  return Math.sqrt(low * high);
}

/**
 * Writes the benchmark file, one row an order, in order of date: order_id, customer_id, date, product, quantity, amount.
 * Streams: memory is some 8 bytes an order. The number of rows is exact; the last days are cut off to reach it.
 *
 * @returns {Promise<{orders: number, customers: number}>}
 */
export async function writeBigFile(path, { orders, customers, seed = 20260630 }) {
  const weights = lives.map((life) => life.share);
  let pace = paceFor(seed, (orders * 1.03) / customers);
  const span = lastDay - firstDay + 1;
  const segmentOf = new Uint8Array(customers);
  let random;
  let whoOf;
  let days;
  for (let tries = 0; ; tries++) {
    random = createRandom(seed);
    whoOf = [];
    days = [];
    for (let i = 0; i < customers; i++) {
      const which = random.weighted(weights);
      segmentOf[i] = which;
      live(random, lives[which], pace, days);
      while (whoOf.length < days.length) whoOf.push(i);
    }
    if (days.length >= orders) break;
    if (tries === 20) throw new Error(`only ${days.length} orders came about; ask for fewer, or for more customers`);
    pace *= 0.96;
  }
  const perDay = new Uint32Array(span + 1);
  for (const day of days) perDay[day - firstDay + 1]++;
  for (let d = 0; d < span; d++) perDay[d + 1] += perDay[d];
  const sorted = new Uint32Array(days.length);
  const at = perDay.slice();
  for (let j = 0; j < days.length; j++) sorted[at[days[j] - firstDay]++] = j;

  const byKind = {};
  for (const product of products) (byKind[product.kind] ??= []).push(product);
  const tastes = lives.map((life) => ({
    lists: Object.keys(life.taste).map((kind) => byKind[kind]),
    weights: Object.values(life.taste),
  }));
  const stream = createWriteStream(path);
  const seen = new Uint8Array(customers);
  let seenCount = 0;
  let block = 'order_id,customer_id,date,product,quantity,amount\n';
  for (let n = 0; n < orders; n++) {
    const j = sorted[n];
    const who = whoOf[j];
    if (seen[who] === 0) {
      seen[who] = 1;
      seenCount++;
    }
    const life = lives[segmentOf[who]];
    const taste = tastes[segmentOf[who]];
    const product = random.pick(taste.lists[random.weighted(taste.weights)]);
    const quantity = random.int(life.quantity[0], life.quantity[1]);
    const name = product.name.includes(',') ? `"${product.name}"` : product.name;
    block += `${1_000_001 + n},C${String(who + 1).padStart(6, '0')},${isoOf(days[j])},${name},${quantity},${(product.price * quantity).toFixed(2)}\n`;
    if (block.length > 1 << 18) {
      if (!stream.write(block)) await once(stream, 'drain');
      block = '';
    }
  }
  stream.end(block);
  await once(stream, 'finish');
  return { orders, customers: seenCount };
}
