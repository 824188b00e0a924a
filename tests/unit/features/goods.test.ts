import { describe, expect, it } from 'vitest';
import { goodsOf } from '../../../src/features/goods';
import { identify } from '../../../src/features/identity';
import { orderTotals } from '../../../src/features/order-totals';
import { readOrders, type OrderLines } from '../../../src/features/orders';
import type { SourceTable } from '../../../src/features/source';
import { runAll } from '../../../src/features/steps';
import { makeTable } from './make-table';

const listed = (cells: readonly string[], columns = 'what:product') => {
  const read = goodsOf(makeTable('orders', columns, cells));
  return read && cells.map((_, row) => read(row).map(({ name, units }) => (Number.isNaN(units) ? name : `${name} = ${units}`)));
};

describe('goods listed in one cell', () => {
  it('parts at a comma before a count, not at a comma in a name', () => {
    expect(listed(['2× Speckled Mug, blue, 1× Gift Wrap', '1× Print', '']))
      .toEqual([['Speckled Mug, blue = 2', 'Gift Wrap = 1'], ['Print = 1'], []]); // prettier-ignore
  });

  it('reads counts in brackets, whatever parts them', () => {
    expect(listed(['手工陶杯 米白(1件);手帐本,点阵(2件)', '蜂蜡蜡烛（1件）', '陶杯(1件),茶(3件)'])).toEqual([
      ['手工陶杯 米白 = 1', '手帐本,点阵 = 2'],
      ['蜂蜡蜡烛 = 1'],
      ['陶杯 = 1', '茶 = 3'],
    ]);
  });

  it('reads counts at the end where cells hold several and no column counts them', () => {
    expect(listed(['Mug x 1, Fern Print x 2', 'Mug x 1'])).toEqual([['Mug = 1', 'Fern Print = 2'], ['Mug = 1']]);
    expect(listed(['Frame 20 x 30', 'Frame 30 x 40'])).toBeNull();
    expect(listed(['Frame 20 x 30, Mug x 1|3', 'Frame 20 x 30|1'], 'what:product n:quantity')).toBeNull();
  });

  it('reads a plugin’s fields', () => {
    const read = goodsOf({
      ...makeTable('orders', 'what:product', ['x']),
      columns: [
        {
          name: 'line_item_1',
          role: 'product',
          column: {
            type: 'text',
            codes: Uint32Array.of(0),
            dictionary: ['name:Mug, blue|product_id:1|quantity:2|total:10.00'],
            nulls: null,
          },
        },
      ],
    });
    expect(read!(0)).toEqual([{ name: 'Mug, blue', units: 2 }]);
  });

  it('parts joined titles only into as many as a column says there are', () => {
    expect(listed(['陶杯，手帐本|2', '陶杯，米白|1', '甲，乙，丙|2'], '宝贝标题:product 宝贝种类:number')).toEqual([
      ['陶杯', '手帐本'],
      ['陶杯，米白'],
      ['甲，乙，丙'],
    ]);
    expect(listed(['陶杯，手帐本', '陶杯'])).toBeNull();
  });

  it('leaves plain names alone', () => {
    expect(listed(['Mug', 'Mug, blue', '7 x'])).toBeNull();
  });
});

function lines(...tables: readonly SourceTable[]): OrderLines {
  const { rowCustomer } = runAll(identify(tables));
  return runAll(readOrders(tables, rowCustomer));
}

describe('orders with listed goods', () => {
  const shop = () =>
    makeTable('orders', 'no:orderId who:name day:date what:product n:quantity a:amount back:refund', [
      '1|Ada|2026-01-01|2× Mug, 1× Wrap|3|30|5',
      '2|Bo|2026-01-02|1× Mug|1|12|0',
      '3|Bo|2026-01-03||2|8|0',
    ]);

  it('count each of the goods, and the money once an order', () => {
    const found = lines(shop());
    expect([...found.amount]).toEqual([30, 0, 12, 8]);
    expect([...found.refunded]).toEqual([5, 0, 0, 0]);
    expect([...found.units]).toEqual([2, 1, 1, 2]);
    expect([...found.row]).toEqual([0, 0, 1, 2]);
    expect([found.products, found.product[0] === found.product[2], found.product[3]]).toEqual([2, true, -1]);
    const totals = runAll(orderTotals(found, 99_999));
    expect(totals.revenues[0]).toMatchObject({ gross: 50, refunded: 5, net: 45 });
    expect(totals.orders).toBe(3);
  });

  it('share product numbers between files', () => {
    const other = makeTable('orders', 'no:orderId who:name day:date what:product a:amount', ['9|Cy|2026-02-01|Wrap|2'], 'b.csv');
    const found = lines(shop(), other);
    const wrap = found.product[1];
    expect(found.product[found.rows - 1]).toBe(wrap);
  });

  it('take a column for each of the goods, with its count', () => {
    const columns = 'no:orderId a:amount Product_Item_1_Name:product Product_Item_1_Quantity:number Product_Item_2_Name:product';
    const found = lines(makeTable('orders', columns, ['1|30|Mug|2|Wrap', '2|10|Mug|1|']));
    expect([...found.amount]).toEqual([30, 0, 10]);
    expect(found.products).toBe(2);
    expect(found.product[0]).toBe(found.product[2]);
  });
});
