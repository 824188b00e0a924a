import type { Column, ColumnReport, DateOrder, Evidence, Question, ReadOptions, Role } from '../domain';
import { provedOrder } from './after-pass';
import { currencyInHeader, isMoney } from './currency';
import { DateBuilder } from './date-builder';
import { NumberBuilder } from './number-builder';
import type { Pass } from './pass';
import type { Plan } from './plan';
import type { Preset } from './presets';
import { TextBuilder } from './text-builder';
import type { Understanding, UnderstoodColumn } from './understand';

export interface Finished {
  readonly columns: Column[];
  readonly reports: ColumnReport[];
  readonly questions: Question[];
}

/** The columns of a pass as typed arrays, with what is to be said of each. */
export function finishColumns(
  pass: Pass,
  plan: Plan,
  understanding: Understanding,
  options: ReadOptions,
  preset: Preset | null,
): Finished {
  const columns: Column[] = [];
  const reports: ColumnReport[] = [];
  const questions: Question[] = [...understanding.questions];
  const byHand = new Map(Object.entries(options.dateOrders ?? {}));
  const file = provedOrder(pass.builders);
  plan.columns.forEach((planned, i) => {
    const builder = pass.builders[i]!;
    const understood = understanding.columns[i]!;
    const evidence: Evidence[] = [...understood.evidence];
    let column: Column;
    let extra: Partial<ColumnReport> = {};
    if (builder instanceof DateBuilder) {
      const hint = file?.order ?? preset?.dateOrder ?? null;
      const verdict = builder.verdict(hint);
      evidence.push(...orderEvidence(builder, verdict.order, byHand.has(planned.name), file, preset));
      if (!verdict.decided && hint === null) {
        questions.push({
          column: planned.name,
          about: 'date-order',
          answer: verdict.order,
          choices: ['day-first', 'month-first'],
        });
      }
      if (builder.firstCounted && planned.epoch !== null)
        evidence.push({ code: `counts-${planned.epoch}`, values: { ...builder.firstCounted } });
      column = builder.finish(verdict.order, planned.header);
      extra = { dateOrder: verdict.order };
    } else if (builder instanceof NumberBuilder) {
      column = builder.finish();
      if (planned.decimal === ',' && builder.firstComma)
        evidence.push({ code: 'decimal-comma', values: { ...builder.firstComma } });
      extra = { decimal: planned.decimal };
    } else {
      if (builder.idsAsFloats) evidence.push({ code: 'id-float', values: { example: builder.values(1)[0]! } });
      column = builder.finish();
    }
    if (Object.hasOwn(options.decimals ?? {}, planned.name) && builder instanceof NumberBuilder)
      evidence.push({ code: 'by-hand', values: {} });
    const currency = currencyOf(understood.role, planned.header, preset);
    if (currency) evidence.push(currency.evidence);
    columns.push(column);
    reports.push({
      name: planned.name,
      header: planned.header,
      type: column.type,
      role: understood.role,
      evidence: dropRepeats(evidence),
      missing: builder.missing,
      unreadable: builder.unreadable,
      unreadableLines: [...builder.unreadableLines],
      ...extra,
      ...(currency ? { currency: currency.code } : {}),
      ...positiveOf(understood, builder),
    });
  });
  return { columns, reports, questions };
}

function currencyOf(role: Role, header: string, preset: Preset | null): { code: string; evidence: Evidence } | null {
  const named = currencyInHeader(role, header);
  if (named !== null) return { code: named, evidence: { code: 'currency', values: { currency: named, name: header.trim() } } };
  if (preset?.currency === undefined || !isMoney(role)) return null;
  const { currency, id } = preset;
  return { code: currency, evidence: { code: 'currency-preset', values: { currency, preset: id } } };
}

function positiveOf(understood: UnderstoodColumn, builder: Pass['builders'][number]): { positive?: string } {
  if (understood.positive === undefined) return {};
  // The word as the column holds it, so that the two can be compared.
  const words = builder instanceof TextBuilder ? builder.values() : [];
  const same =
    words.find((word) => word === understood.positive) ??
    words.find((word) => word.toLowerCase() === understood.positive!.toLowerCase());
  return { positive: same ?? understood.positive };
}

function orderEvidence(
  builder: DateBuilder,
  order: DateOrder,
  byHand: boolean,
  file: ReturnType<typeof provedOrder>,
  preset: Preset | null,
): Evidence[] {
  if (byHand) return [{ code: 'by-hand', values: {} }];
  if (order !== 'day-first' && order !== 'month-first') return [];
  const own = order === 'day-first' ? builder.firstDay : builder.firstMonth;
  if (own) return [{ code: order, values: { ...own } }];
  if (file?.order === order) return [{ code: order, values: { ...file.proof } }];
  if (preset?.dateOrder === order) return [{ code: 'preset', values: { preset: preset.id } }];
  return [{ code: 'ambiguous-date', values: {} }];
}

function dropRepeats(evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter((item, i) => evidence.findIndex((other) => other.code === item.code) === i);
}
