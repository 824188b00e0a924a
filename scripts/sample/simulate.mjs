import {
  affinities,
  causes,
  comments,
  countries,
  familyNames,
  firstDay,
  givenNames,
  lastDay,
  priceRise,
  products,
  segments,
} from './world.mjs';

const byName = new Map(products.map((product, index) => [product.name, index]));
const follows = affinities.map((rule) => ({ ...rule, firstIndex: byName.get(rule.first), secondIndex: byName.get(rule.second) }));
const ofKind = (kind) => products.flatMap((product, index) => (product.kind === kind ? [index] : []));
const kinds = Object.fromEntries(products.map((product) => [product.kind, ofKind(product.kind)]));

/** A day near Christmas is a gift buyer's day. */
function giftDay(random) {
  for (;;) {
    const day = random.int(firstDay, lastDay);
    const inYear = ((day - firstDay + 181) % 365.25) / 365.25;
    if (random.chance(inYear > 0.86 && inYear < 0.98 ? 1 : 0.22)) return day;
  }
}

function basket(random, segment, favourite) {
  const chosen = new Set();
  const count = random.weighted(segment.lines) + 1;
  const names = Object.keys(segment.taste);
  const weights = Object.values(segment.taste);
  // Half of all orders of people with a rhythm begin with what they always take.
  if (segment.again === 1 && random.chance(0.55)) chosen.add(favourite);
  for (let guard = 0; chosen.size < count && guard < 20; guard++) {
    chosen.add(random.pick(kinds[names[random.weighted(weights)]]));
  }
  for (const rule of follows) if (chosen.has(rule.firstIndex) && random.chance(rule.probability)) chosen.add(rule.secondIndex);
  return [...chosen];
}

/**
 * Customers with the lives they led: what they ordered, how it went, when they left and why. Pure: the same Random gives
 * the same shop.
 *
 * @returns {{customers: object[], orders: object[], answers: object[], interactions: object[]}} orders in order of date;
 * money in cents; days as day numbers; `left` is the day of the last order of those who left, with the cause.
 */
export function simulate(random, customerCount) {
  const customers = [];
  const orders = [];
  const answers = [];
  const interactions = [];
  for (let i = 0; i < customerCount; i++) {
    const segmentIndex = random.weighted(segments.map((segment) => segment.share));
    const segment = segments[segmentIndex];
    const country = countries[random.weighted(countries.map((entry) => entry.share))];
    const given = random.pick(givenNames);
    const family = random.pick(familyNames);
    const names = Object.keys(segment.taste);
    const favourite = random.pick(kinds[names[random.weighted(Object.values(segment.taste))]]);
    const gift = segment.name === 'gift-buyers';
    // A third were there before the books begin; the rest came one by one.
    const start = gift
      ? giftDay(random)
      : random.chance(0.33)
        ? firstDay + random.int(0, 45)
        : random.int(firstDay, lastDay - 20);
    const gap = segment.gap * (0.75 + 0.5 * random.uniform());
    const customer = {
      index: i,
      segment: segmentIndex,
      name: `${given} ${family}`,
      email: `${given}.${family}${i + 1}@example.com`.toLowerCase(),
      country: country.name,
      joined: start - (random.chance(0.3) ? random.int(1, 40) : 0),
      newsletter: random.chance(0.55),
      left: null,
      cause: null,
    };
    customers.push(customer);
    if (customer.newsletter) {
      for (let day = customer.joined + random.int(5, 60); day <= lastDay; day += random.int(120, 560)) {
        if (customer.left === null) interactions.push({ day, customer: i, kind: 'newsletter opened', channel: 'email' });
      }
    }
    let mood = 4.35 + 0.35 * random.normal();
    let day = start;
    while (day <= lastDay) {
      const late = random.chance(country.late * (isHoliday(day) ? 1.8 : 1));
      const delivery = late ? random.int(9, 19) : random.int(2, 5);
      let dearer = false;
      let cents = 0;
      const lines = basket(random, segment, favourite).map((productIndex) => {
        const product = products[productIndex];
        const raised = priceRise.kinds.includes(product.kind) && day >= priceRise.day;
        dearer ||= raised;
        const price = Math.round(product.price * 100 * (raised ? priceRise.factor : 1));
        const quantity = product.kind === 'gear' ? 1 : random.int(segment.quantity[0], segment.quantity[1]);
        cents += price * quantity;
        return { product: productIndex, quantity, price };
      });
      mood = 0.6 * mood + 0.4 * 4.35 - (late ? 1.5 : 0) - (dearer && segment.mind.price > 0.05 ? 0.35 : 0);
      const refund = random.chance(late ? 0.12 : segment.name === 'bargain-hunters' ? 0.07 : 0.012);
      orders.push({ day, customer: i, lines, delivery, refund, cents });

      const felt = mood + 0.7 * random.normal();
      const satisfaction = Math.max(1, Math.min(5, Math.round(felt)));
      if (random.chance(late ? 0.165 : 0.092)) {
        const recommend = Math.max(0, Math.min(10, Math.round(2 * felt + 0.4 + random.normal())));
        const tone = late ? 'late' : dearer && satisfaction < 4 ? 'dear' : satisfaction > 4 ? 'good' : 'fine';
        answers.push({
          day: Math.min(day + delivery + random.int(1, 6), lastDay),
          customer: i,
          satisfaction,
          recommend: random.chance(0.12) ? null : recommend,
          comment: random.chance(0.35) ? random.pick(comments[tone]) : '',
        });
      }
      if (late && random.chance(0.5)) {
        interactions.push({
          day: Math.min(day + 8, lastDay),
          customer: i,
          kind: 'complaint',
          channel: random.pick(['email', 'phone']),
        });
      } else if (random.chance(0.05)) {
        interactions.push({
          day: Math.min(day + random.int(0, 12), lastDay),
          customer: i,
          kind: random.pick(['question', 'visit', 'review']),
          channel: random.pick(['email', 'shop', 'chat']),
        });
      }

      // Causes compete: each adds its own risk of this having been the last order.
      const risks = [
        late ? segment.mind.late * 1.9 : 0,
        dearer ? segment.mind.price : 0,
        mood < 3 ? 0.14 : 0,
        segment.mind.other,
      ];
      const total = risks.reduce((sum, risk) => sum + risk, 0);
      const leaves = random.chance(total);
      if (leaves) {
        customer.left = day;
        customer.cause = random.weighted(risks);
        break;
      }
      if (segment.again < 1 && random.chance(1 - segment.again)) {
        customer.left = day;
        customer.cause = causes.length - 1;
        break;
      }
      day += Math.max(1, Math.round(random.erlang(segment.steadiness, gap)));
    }
  }
  // Nobody opens a newsletter of a shop they have left for long.
  const kept = interactions.filter((entry) => {
    const left = customers[entry.customer].left;
    return left === null || entry.kind !== 'newsletter opened' || entry.day < left + 60;
  });
  const byDay = (a, b) => a.day - b.day || a.customer - b.customer;
  return { customers, orders: orders.sort(byDay), answers: answers.sort(byDay), interactions: kept.sort(byDay) };
}

function isHoliday(day) {
  const month = new Date(day * 86_400_000).getUTCMonth();
  return month === 11;
}
