import { NO_DAY, parseIsoDay, type CustomNumber, type NumberPeriod, type NumbersReport } from '../../../../src/domain';
import { groupByCustomer } from '../../../../src/features/customer-lines';
import { identify } from '../../../../src/features/identity';
import { numberFacts } from '../../../../src/features/number-facts';
import { orderTotals } from '../../../../src/features/order-totals';
import { readOrders } from '../../../../src/features/orders';
import { purchasesUntil } from '../../../../src/features/purchases';
import type { SourceTable } from '../../../../src/features/source';
import { runAll } from '../../../../src/features/steps';
import { askedIn } from '../../../../src/insight/kpis';
import { numbersReport, spellsOf, type NumbersInput } from '../../../../src/insight/numbers';
import { standingRules } from '../../../../src/insight/standing';
import { defaultStanding } from '../../../../src/domain';

export const on = (day: string): number => parseIsoDay(day)!;
export const between = (from: string, to: string): NumberPeriod => ({ from: on(from), to: on(to) });

/** What figures as of a day are made of, as the jobs make it. */
export function inputOf(tables: readonly SourceTable[], asOf: number, churnDays: number | null = null): NumbersInput {
  const identity = runAll(identify(tables));
  const lines = runAll(readOrders(tables, identity.rowCustomer));
  const { main } = runAll(orderTotals(lines, asOf));
  const { customers, rowCustomer, keys } = identity;
  const facts = runAll(numberFacts({ lines, sources: tables, rowCustomer, customers, main, pendingAsSales: false }, asOf));
  const purchases = runAll(purchasesUntil(runAll(groupByCustomer(lines, customers, main, asOf, false)), asOf));
  const rules = standingRules(purchases, { ...defaultStanding, churnDays }, asOf);
  const { csat, nps } = askedIn(facts.ratings);
  return {
    facts,
    asked: { csat, nps },
    scaleSaid: false,
    spells: lines.has.days ? spellsOf(purchases, rules) : null,
    goneDays: rules.churnDays,
    said: null,
    currency: null,
    columns: new Map([['number', Float64Array.from(keys, (_, i) => i)]]),
  };
}

export function report(input: NumbersInput, period: NumberPeriod, custom: readonly CustomNumber[] = []): NumbersReport {
  return runAll(numbersReport(input, period, custom));
}

/** Values by id, null where there is none. */
export function valuesOf(found: NumbersReport): Record<string, number | null> {
  return Object.fromEntries(found.figures.map(({ id, now }) => [id, now.value]));
}

export const everythingUntil = (day: string): NumberPeriod => ({ from: NO_DAY, to: on(day) });
