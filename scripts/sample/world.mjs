/** The made-up shop: Fernhill, which sells coffee and tea by post. Every name is invented. */

const dayMs = 86_400_000;
/** Day number (days since 1970-01-01) of an ISO date. */
export const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / dayMs;
/** ISO date of a day number. */
export const isoOf = (day) => new Date(day * dayMs).toISOString().slice(0, 10);

export const firstDay = dayOf('2024-07-01');
export const lastDay = dayOf('2026-06-30');

/** From this day the beans cost more; some customers mind. */
export const priceRise = { day: dayOf('2025-10-01'), factor: 1.22, kinds: ['beans', 'bulk'] };

export const products = [
  { name: 'House espresso 250 g', price: 8.5, kind: 'beans' },
  { name: 'House espresso 1 kg', price: 28, kind: 'bulk' },
  { name: 'Morning filter 250 g', price: 9, kind: 'beans' },
  { name: 'Morning filter 1 kg', price: 30, kind: 'bulk' },
  { name: 'Decaf 250 g', price: 9.5, kind: 'beans' },
  { name: 'Ethiopia single farm 250 g', price: 13.5, kind: 'rare' },
  { name: 'Kenya single farm 250 g', price: 14, kind: 'rare' },
  { name: 'Geisha 100 g', price: 24, kind: 'rare' },
  { name: 'Assam loose leaf 100 g', price: 6.5, kind: 'tea' },
  { name: 'Sencha loose leaf 100 g', price: 9.8, kind: 'tea' },
  { name: 'Peppermint loose leaf 80 g', price: 5.2, kind: 'tea' },
  { name: 'Matcha 40 g', price: 21, kind: 'tea' },
  { name: 'Bamboo whisk', price: 14.5, kind: 'gear' },
  { name: 'Pour-over cone', price: 19, kind: 'gear' },
  { name: 'Paper filters, 100', price: 4.5, kind: 'gear' },
  { name: 'Hand grinder', price: 69, kind: 'gear' },
  { name: 'Gooseneck kettle', price: 54, kind: 'gear' },
  { name: 'Cleaning tablets', price: 7.9, kind: 'gear' },
  { name: 'Sampler, small', price: 5.9, kind: 'offer' },
  { name: 'Last-harvest bag', price: 6.4, kind: 'offer' },
  { name: 'Gift box coffee', price: 34, kind: 'gift' },
  { name: 'Gift box tea', price: 29, kind: 'gift' },
  { name: 'Fernhill mug', price: 12, kind: 'gear' },
];

/** Who has bought the first is so likely to take the second in the same order. */
export const affinities = [
  { first: 'Matcha 40 g', second: 'Bamboo whisk', probability: 0.45 },
  { first: 'Pour-over cone', second: 'Paper filters, 100', probability: 0.7 },
  { first: 'House espresso 1 kg', second: 'Cleaning tablets', probability: 0.22 },
  { first: 'Kenya single farm 250 g', second: 'Fernhill mug', probability: 0.4 },
];

/**
 * The planted segments. gap: mean days between orders; steadiness: Erlang shape; lines: weights of 1, 2, 3 … lines;
 * taste: weight of each product kind; mind: how much late parcels and dearer beans drive these customers away.
 */
export const segments = [
  {
    name: 'regulars',
    share: 0.34,
    gap: 39,
    steadiness: 6,
    lines: [96, 4],
    quantity: [2, 3],
    taste: { beans: 88, tea: 12 },
    again: 1,
    mind: { late: 0.09, price: 0.03, other: 0.003 },
  },
  {
    name: 'enthusiasts',
    share: 0.14,
    gap: 27,
    steadiness: 3,
    lines: [28, 48, 20, 4],
    quantity: [1, 2],
    taste: { rare: 55, gear: 27, tea: 18 },
    again: 1,
    mind: { late: 0.06, price: 0.01, other: 0.002 },
  },
  {
    name: 'offices',
    share: 0.1,
    gap: 46,
    steadiness: 8,
    lines: [86, 14],
    quantity: [6, 14],
    taste: { bulk: 92, tea: 8 },
    again: 1,
    mind: { late: 0.13, price: 0.05, other: 0.004 },
  },
  {
    name: 'bargain-hunters',
    share: 0.2,
    gap: 64,
    steadiness: 1,
    lines: [92, 8],
    quantity: [1, 1],
    taste: { offer: 92, tea: 8 },
    again: 0.9,
    mind: { late: 0.08, price: 0.08, other: 0.03 },
  },
  {
    name: 'gift-buyers',
    share: 0.22,
    gap: 240,
    steadiness: 1,
    lines: [96, 4],
    quantity: [1, 1],
    taste: { gift: 96, gear: 4 },
    again: 0.3,
    mind: { late: 0.1, price: 0, other: 0.1 },
  },
];

export const causes = ['late-delivery', 'price-rise', 'low-satisfaction', 'no-reason'];

/** Share of customers, and how often a parcel comes late there: the courier to Ireland is the trouble. */
export const countries = [
  { name: 'United Kingdom', share: 0.44, late: 0.05 },
  { name: 'Ireland', share: 0.2, late: 0.3 },
  { name: 'Germany', share: 0.18, late: 0.06 },
  { name: 'Netherlands', share: 0.1, late: 0.05 },
  { name: 'France', share: 0.08, late: 0.07 },
];

export const givenNames = (
  'Ada Alba Amara Anouk Bram Brigid Carys Cian Daan Dilys Edda Eilis Emre Femi Fenna Gwen Hana Idris Ines Ivo Jonas Kaia Kofi ' +
  'Lena Liam Lotte Maeve Malik Mei Milan Nadia Niamh Noor Oisin Olwen Pavel Quinn Rafa Rhys Rosa Sanne Selma Siobhan Tariq Tess Una Vera Wim Yara Zofia'
).split(' ');
export const familyNames = (
  'Abara Alder Barrow Bekker Birch Brandt Byrne Calder Costa Dekker Doyle Eason Falk Fenwick Finch Garrick Hale Haas Hollis Ibsen Janssen Karlin ' +
  'Keane Larch Lindqvist Lowell Maddox Marsh Nolan Novak Oakes Okoro Pell Quill Ravn Redmond Rowan Sato Sorrel Tamm Thorne Ueda Vance Verne Voss Wilde Wren Yates Zeller'
).split(' ');

export const comments = {
  good: ['Lovely coffee', 'Arrived quickly, thank you', 'The best I have had by post', 'Will order again', 'Nicely packed'],
  fine: ['Fine', 'As expected', 'Good, if a little dear', 'The bag was hard to open'],
  late: ['It took two weeks', 'Where was my parcel?', '-1 for the courier', 'Late again, and nobody wrote'],
  dear: ['Too dear now', 'The price went up and the bag did not', 'I liked it better at the old price'],
};
