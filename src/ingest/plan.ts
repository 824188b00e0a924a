import { isSalesKind, type DateOrder, type ReadOptions, type Role, type TableKind } from '../domain';
import type { Epoch } from './epochs';
import type { Header } from './header';
import type { UnderstoodColumn } from './understand';

/** How one pass over the file reads a column. */
export interface ColumnPlan {
  readonly name: string;
  readonly header: string;
  readonly role: Role;
  readonly type: 'text' | 'number' | 'date';
  readonly decimal: '.' | ',';
  readonly compact: boolean;
  /** Digits that count from an epoch are dates. */
  readonly epoch: Epoch | null;
  /** Day or month first, where chosen by hand or proved by an earlier pass. */
  readonly order: DateOrder | null;
  /** Marks before ids are taken off; words for "nothing" are missing. */
  readonly ids: boolean;
}

/** How one pass over the file reads it. */
export interface Plan {
  readonly header: Header;
  readonly kind: TableKind;
  readonly columns: readonly ColumnPlan[];
}

const idRoles = new Set<Role>(['customerId', 'orderId', 'email', 'phone']);

export function makePlan(
  header: Header,
  kind: TableKind,
  columns: readonly UnderstoodColumn[],
  options: ReadOptions,
  proved: ReadonlyMap<string, DateOrder>,
): Plan {
  const orders = new Map(Object.entries(options.dateOrders ?? {}));
  return {
    header,
    kind,
    columns: columns.map(({ role, type, decimal, compact, epoch }, i) => {
      const name = header.names[i]!;
      const order = orders.get(name) ?? proved.get(name) ?? null;
      return { name, header: header.cells[i]!, role, type, decimal, compact, epoch, order, ids: idRoles.has(role) };
    }),
  };
}

/** Whether a table read by one plan is also what the other would read. Roles that change nothing in the cells may differ. */
export function readsTheSame(a: Plan, b: Plan): boolean {
  if (a.header.names.length !== b.header.names.length || a.header.line !== b.header.line) return false;
  if (requiredKey(a) !== requiredKey(b)) return false;
  return a.columns.every((column, i) => {
    const other = b.columns[i]!;
    return (
      column.type === other.type &&
      column.ids === other.ids &&
      (column.type !== 'number' || column.decimal === other.decimal) &&
      (column.type !== 'date' ||
        (column.order === other.order && column.compact === other.compact && column.epoch === other.epoch))
    );
  });
}

/** Columns whose filled cells must be readable for a row to be imported: date and amount of an order. */
export function requiredColumns(plan: Plan): number[] {
  if (!isSalesKind(plan.kind)) return [];
  const required: number[] = [];
  plan.columns.forEach(({ role, type }, i) => {
    if ((role === 'date' && type === 'date') || (role === 'amount' && type === 'number')) required.push(i);
  });
  return required;
}

const requiredKey = (plan: Plan): string => requiredColumns(plan).join();
