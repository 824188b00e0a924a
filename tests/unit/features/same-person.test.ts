import { describe, expect, it } from 'vitest';
import { sampleShop } from '../../../scripts/sample/files.mjs';
import { defaultIdentity, type IdentityReport, type IdentitySettings } from '../../../src/domain';
import { identify } from '../../../src/features/identity';
import type { IdentityOptions } from '../../../src/features/identity-keys';
import { identityReport } from '../../../src/features/identity-report';
import { loadPhoneReader } from '../../../src/features/phones';
import type { SourceTable } from '../../../src/features/source';
import { runAll } from '../../../src/features/steps';
import { createRandom } from '../../../scripts/sample/random.mjs';
import { makeTable, reordered } from './make-table';

const phones = await loadPhoneReader();
const options = (change: Partial<IdentitySettings> = {}): IdentityOptions => ({
  settings: { ...defaultIdentity, ...change },
  phones,
});
const who = (tables: readonly SourceTable[], change: Partial<IdentitySettings> = {}) => runAll(identify(tables, options(change)));
const limits = { open: 100, joined: 100, apart: 100 };
const report = (tables: readonly SourceTable[], change: Partial<IdentitySettings> = {}): IdentityReport =>
  runAll(identityReport(tables, options(change), limits));
/** Customers of the rows of the first table. */
const owners = (tables: readonly SourceTable[], change: Partial<IdentitySettings> = {}) => [
  ...who(tables, change).rowCustomer[0]!,
];

describe('mailboxes', () => {
  const mails = (...lines: string[]) => [makeTable('orders', 'mail:email', lines)];

  it('are one where the provider ignores the difference, and only there', () => {
    expect(who(mails('anna@gmail.com', 'An.Na+shop@googlemail.com')).customers).toBe(1);
    expect(who(mails('anna@outlook.com', 'anna+shop@outlook.com')).customers).toBe(1);
    expect(who(mails('anna@outlook.com', 'an.na@outlook.com')).customers).toBe(2);
    expect(who(mails('anna@web.de', 'anna+shop@web.de', 'an.na@web.de')).customers).toBe(3);
    expect(who(mails('+@gmail.com', '.@gmail.com')).customers).toBe(2);
  });

  it('can be taken apart and put together again', () => {
    const tables = mails('anna@gmail.com', 'an.na@gmail.com');
    const [item] = report(tables).joined.items;
    expect(item).toMatchObject({ kind: 'mailbox', spellings: ['an.na@gmail.com', 'anna@gmail.com'], byHand: false });
    const different = [item!.id];
    expect(who(tables, { different }).customers).toBe(2);
    expect(report(tables, { different }).joined.total).toBe(0);
    expect(report(tables, { different }).apart.items).toMatchObject([{ id: item!.id, state: 'refused', byHand: true }]);
  });
});

describe('telephone numbers', () => {
  const lines = ['1|030 1234598', '2|+49 30 1234598', '3|0049 (0)30 1234598'];

  it('meet in full form where the country is known, and never by guess', () => {
    const plain = [makeTable('orders', 'id:customerId tel:phone', lines)];
    expect(who(plain).customers).toBe(2);
    expect(report(plain).phones).toMatchObject({ national: 1, country: null, evidence: 'unknown' });
    expect(who(plain, { country: 'DE' }).customers).toBe(1);
    expect(who(plain, { country: 'GB' }).customers).toBe(2);
  });

  it('take the country of the column, of the other numbers, or of the currency', () => {
    const told = [
      makeTable(
        'orders',
        'id:customerId tel:phone land:country',
        lines.map((line) => `${line}|Deutschland`),
      ),
    ];
    expect(report(told).phones).toMatchObject({ country: 'DE', evidence: 'country-column', share: 1 });
    expect(who(told).customers).toBe(1);
    const others = Array.from({ length: 6 }, (_, i) => `x${i}|+49 40 99${i}7731`);
    expect(report([makeTable('orders', 'id:customerId tel:phone', [...lines, ...others])]).phones).toMatchObject({
      country: 'DE',
      evidence: 'other-numbers',
      word: '+49',
    });
    const pounds = makeTable('orders', 'id:customerId tel:phone cur:currency', ['1|020 7946 0958|GBP', '2|+44 20 7946 0958|GBP']);
    expect(report([pounds]).phones).toMatchObject({ country: 'GB', evidence: 'currency' });
    expect(who([pounds]).customers).toBe(1);
    const euros = makeTable('orders', 'id:customerId tel:phone cur:currency', ['1|030 1234598|EUR']);
    expect(report([euros]).phones!.country).toBeNull();
  });

  it('read each row by its own country', () => {
    const table = makeTable('orders', 'id:customerId tel:phone land:country', [
      '1|044 668 18 00|CH',
      '2|+41 44 668 18 00|CH',
      '3|030 1234598|Germany',
      '4|+49 30 1234598|DE',
    ]);
    expect(owners([table])).toEqual([0, 0, 1, 1]);
  });

  it('that stand for nothing join nobody, and are told', () => {
    const table = makeTable('orders', 'id:customerId tel:phone', [
      '1|0000000',
      '2|0000000',
      '3|1234567',
      '4|1234567',
      '5|4.9E+11',
    ]);
    expect(who([table]).customers).toBe(5);
    expect(report([table]).apart.items.map(({ key, state }) => [key, state])).toEqual([
      ['0000000', 'placeholder'],
      ['1234567', 'placeholder'],
    ]);
  });
});

describe('weak keys do not chain strangers', () => {
  it('asks where one number stands beside two names, and follows the answer', () => {
    const orders = makeTable('orders', 'id:customerId tel:phone', ['1|+49 30 1234598', '2|+49 30 1234598']);
    const people = makeTable('customers', 'id:customerId name:name', ['1|Ann Lee', '2|Bob Low']);
    const tables = [orders, people];
    expect(who(tables).customers).toBe(2);
    expect(who(tables).notes).toEqual([{ code: 'same-person', values: { n: 1 } }]);
    const [item] = report(tables).open.items;
    expect(item).toMatchObject({ kind: 'phone', key: '+49 30 1234598', ids: ['1', '2'], names: ['Ann Lee', 'Bob Low'] });
    expect(who(tables, { same: [item!.id] }).customers).toBe(1);
    expect(report(tables, { different: [item!.id] }).open.total).toBe(0);
    // Names that may be one person's need no question.
    const same = [orders, makeTable('customers', 'id:customerId name:name', ['1|Ann Lee', '2|Lee, A.'])];
    expect(who(same).customers).toBe(1);
  });

  it('leaves the address and the number of the shop alone, whoever stands beside them', () => {
    const lines = Array.from(
      { length: 9 },
      (_, i) => `C${i}|Ann${'abcdefghi'[i]} Lee${'jklmnopqr'[i]}xy|info@shop.de|+49 800 1234000`,
    );
    const table = makeTable('orders', 'id:customerId name:name mail:email tel:phone', lines);
    const found = who([table]);
    expect(found.customers).toBe(9);
    expect(found.notes).toEqual([{ code: 'shared-keys', values: { n: 2, keys: '498001234000, info@shop.de' } }]);
    expect(report([table]).apart.items.map(({ kind, state, count }) => [kind, state, count])).toEqual([
      ['email', 'shared', 9],
      ['phone', 'shared', 9],
    ]);
    expect(who([table], { same: ['email:info@shop.de'] }).customers).toBe(1);
  });

  it('does not depend on the order of rows', () => {
    const table = makeTable('orders', 'id:customerId name:name mail:email tel:phone', [
      '1|Ann Lee|a@x.de|+49 30 1234598',
      '2|Bob Low|b@x.de|+49 30 1234598',
      '3|Ann Lee|A@x.de|',
      '|Cy Coy||+49 30 1234598',
    ]);
    const order = [3, 1, 0, 2];
    const [one, other] = [who([table]), who([reordered(table, order)])];
    expect(other.keys).toEqual(one.keys);
    expect([...other.rowCustomer[0]!]).toEqual(order.map((i) => one.rowCustomer[0]![i]));
  });
});

describe('name and postcode', () => {
  const tables = [
    makeTable('orders', 'id:customerId name:name zip:text', [
      '1|Ann Lee|10115',
      '2|ann  LEE|10115',
      '3|Ann Lee|20095',
      '4|Ann|10115',
    ]),
  ];

  it('are a suggestion, nothing more, until the owner says so', () => {
    expect(who(tables).customers).toBe(4);
    const { open } = report(tables);
    expect(open.items).toMatchObject([{ kind: 'name', key: 'Ann Lee, 10115', ids: ['1', '2'] }]);
    const same = [open.items[0]!.id];
    expect(owners(tables, { same })).toEqual([0, 0, 1, 2]);
    expect(report(tables, { same }).joined.items).toMatchObject([{ id: same[0], byHand: true }]);
  });
});

describe('orphans', () => {
  it('are counted both ways, with examples', () => {
    const orders = makeTable('orders', 'id:customerId amount:amount', ['1|5', '9|5', '9|5', '|5']);
    const people = makeTable('customers', 'id:customerId name:name', ['1|Ann', '2|Bob', '3|Cy']);
    expect(report([orders, people]).orphans).toEqual([
      { file: 'orders.csv', about: 'unlisted', customers: 1, of: 2, rows: 2, examples: ['9'] },
      { file: 'orders.csv', about: 'nobody', customers: 0, of: 2, rows: 1, examples: [] },
      { file: 'customers.csv', about: 'silent', customers: 2, of: 3, rows: 2, examples: ['2', '3'] },
    ]);
  });
});

describe('a newsletter list of the made-up shop’s customers, written by other hands', () => {
  /** Each customer once or twice more, under another spelling of a key; and strangers who share a name, an office or a number. */
  function spoilt() {
    const random = createRandom(11);
    const { files } = sampleShop({ seed: 5, customers: 400 }) as { files: Record<string, string> };
    const shop = files['customers.csv']!.trimEnd().split('\n').slice(1);
    const truth: string[] = [];
    const lines: string[] = [];
    const seen = new Set<string>();
    for (const [n, line] of shop.entries()) {
      const [id = '', name = '', mail = ''] = line.split(',');
      if (seen.has(id)) continue;
      seen.add(id);
      const box = mail.replace('@example.com', n % 2 ? '@gmail.com' : '@example.com');
      const tail = String(3_100_000 + n * 37);
      const put = (key: string, address: string, phone: string) => {
        lines.push(`${key}|${name}|${address}|${phone}`);
        truth.push(id);
      };
      put(id, box, `+49 30 ${tail}`);
      if (random.chance(0.5)) put('', n % 2 ? box.replace('.', '').replace('@', '+news@') : box.toUpperCase(), '');
      if (random.chance(0.5)) put('', '', `030/${tail}`);
      // An assistant's number, the switchboard of a house, and an address for everybody.
      if (random.chance(0.2)) put('', box, `030 ${n % 3 ? '7777777' : '5550100'}`);
      if (random.chance(0.1)) put(`G${n}`, 'office@house.example', '030 5550100');
    }
    return { table: makeTable('customers', 'id:customerId name:name mail:email tel:phone', lines), truth };
  }

  it('finds nearly every pair, and hardly a wrong one', () => {
    const { table, truth } = spoilt();
    const found = [...who([table], { country: 'DE' }).rowCustomer[0]!];
    const pairs = { both: 0, found: 0, true: 0 };
    for (let i = 0; i < truth.length; i++) {
      for (let j = i + 1; j < truth.length; j++) {
        const [one, same] = [truth[i] === truth[j], found[i]! >= 0 && found[i] === found[j]];
        if (one && same) pairs.both++;
        if (same) pairs.found++;
        if (one) pairs.true++;
      }
    }
    expect(pairs.true).toBeGreaterThan(400);
    // New ids beside an address for everybody are nobody's proof: those pairs cannot be found.
    expect(pairs.both / pairs.true).toBeGreaterThan(0.85);
    expect(pairs.both / pairs.found).toBe(1);
    console.info(
      `recall ${(pairs.both / pairs.true).toFixed(3)}, precision ${(pairs.both / pairs.found).toFixed(3)}, ${pairs.true} pairs`,
    );
  });
});

describe('the owner’s own money', () => {
  it('names no customer, whoever it came from or went to', () => {
    const moved = makeTable('transfers', 'name:name mail:email', ['Landlord|rent@x.com'], 'moved.csv');
    const orders = makeTable('orders', 'mail:email', ['ann@x.com']);
    const found = who([orders, moved]);
    expect(found.keys).toEqual(['ann@x.com']);
    expect([...found.rowCustomer[1]!]).toEqual([-1]);
  });
});
