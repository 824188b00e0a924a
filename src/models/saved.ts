import { refuse, type ErrorReport, type Json } from '../domain';
import { badInput } from './bad-input';

const unreadable = (): ErrorReport => {
  const { code, values } = badInput('unreadable-model');
  return { code, values };
};

/** Refusal of a saved model that is not one of ours. */
export const refuseUnreadable = () => refuse(unreadable());

/**
 * A saved model as its fields, if it is one of `model` and not of a later version than `version`; else the refusal:
 * 'model/newer' or 'model/bad-input'.
 */
export function openSaved(
  json: Json,
  model: string,
  version: number,
): { readonly ok: true; readonly fields: Readonly<Record<string, Json>> } | { readonly ok: false; readonly error: ErrorReport } {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return refuseUnreadable();
  const fields = json as Readonly<Record<string, Json>>;
  const found = fields['version'];
  if (fields['model'] !== model || typeof found !== 'number') return refuseUnreadable();
  if (found > version) return refuse({ code: 'model/newer', values: { found, known: version } });
  return { ok: true, fields };
}

/** A finite number, or null. */
export const numberIn = (json: Json | undefined): number | null =>
  typeof json === 'number' && Number.isFinite(json) ? json : null;

/** Finite numbers, `length` of them where it is given, or null. */
export function numbersIn(json: Json | undefined, length?: number): Float64Array | null {
  if (!Array.isArray(json)) return null;
  const list = json as readonly Json[];
  if (length !== undefined && list.length !== length) return null;
  return list.every((value) => numberIn(value) !== null) ? Float64Array.from(list as readonly number[]) : null;
}
