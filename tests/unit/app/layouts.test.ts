import { describe, expect, it } from 'vitest';
import { forgetLayout, keepLayout, keptFor, layoutOf, optionsFrom, type KeptLayout } from '../../../src/app/state/layouts';
import type { ImportReport } from '../../../src/domain';

const report = (headers: readonly string[], headerLine = 1) =>
  ({ headerLine, columns: headers.map((header) => ({ name: header, header })) }) as unknown as ImportReport;
const noon = new Date(2026, 10, 25, 12).getTime();

describe('the layout of a file', () => {
  it('is its headers, whatever their order, case and white space', () => {
    expect(layoutOf(report(['Order  Id', ' TOTAL']))).toBe(layoutOf(report(['total ', 'order id'])));
    expect(layoutOf(report(['a', 'b']))).not.toBe(layoutOf(report(['a'])));
    expect(layoutOf(report(['a,b']))).not.toBe(layoutOf(report(['a', 'b'])));
  });

  it('is none where there is no header', () => expect(layoutOf(report(['', ''], 0))).toBeNull());
});

describe('what the owner said of a layout', () => {
  const file = report(['who', '__proto__']);
  const said = { roles: { who: 'customerId' }, kind: 'orders', encoding: 'gb18030' } as const;

  it('is kept with its day, without how the bytes were read, and offered to the next such file', () => {
    const kept = keepLayout([], file, said, noon);
    expect(kept).toHaveLength(1);
    const found = keptFor(kept, report(['__proto__', 'WHO']))!;
    expect(optionsFrom(found)).toEqual({
      roles: { who: 'customerId' },
      kind: 'orders',
      chosenBefore: { day: '2026-11-25', columns: ['who'] },
    });
    expect(keptFor(kept, report(['who']))).toBeNull();
  });

  it('stays as it was where nothing new was said, also by a file read as was said before', () => {
    const kept = keepLayout([], file, said, noon);
    expect(keepLayout(kept, file, {}, noon + 1)).toBe(kept);
    expect(keepLayout(kept, file, optionsFrom(kept[0]!), noon + 1)).toBe(kept);
    const changed = keepLayout(kept, file, { ...optionsFrom(kept[0]!), kind: 'customers' }, noon + 1);
    expect(changed).toMatchObject([{ at: noon + 1, options: { kind: 'customers', roles: { who: 'customerId' } } }]);
    expect(changed[0]!.options).not.toHaveProperty('chosenBefore');
  });

  it('holds every answer about meaning', () => {
    const answers = {
      kind: 'answers',
      roles: { who: 'rating' },
      dateOrders: { when: 'day-first' },
      decimals: { paid: ',' },
      positives: { left: 'ja' },
      scales: { who: '0-10' },
    } as const;
    expect(keepLayout([], file, answers, noon)[0]!.options).toEqual(answers);
  });

  it('can be forgotten, and others stay', () => {
    const other = report(['x']);
    const kept = keepLayout(keepLayout([], file, said, noon), other, said, noon);
    expect(forgetLayout(kept, file).map(({ layout }) => layout)).toEqual([layoutOf(other)]);
  });

  it('the oldest go where there are too many', () => {
    let kept: readonly KeptLayout[] = [];
    for (let i = 0; i < 203; i++) kept = keepLayout(kept, report([`column ${i}`]), said, noon + i);
    expect(kept).toHaveLength(200);
    expect(keptFor(kept, report(['column 2']))).toBeNull();
    expect(keptFor(kept, report(['column 202']))).not.toBeNull();
  });
});
