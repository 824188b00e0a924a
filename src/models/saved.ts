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

type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** The bytes of an array, little-endian as every browser has them, in base64. */
export function packed(array: TypedArray): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(text);
}

/** The array that `packed` made it of, or null; of `length` entries where that is given. */
export function unpacked<T extends TypedArray>(
  json: Json | undefined,
  Kind: { new (buffer: ArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  length?: number,
): T | null {
  if (typeof json !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(json)) return null;
  let text: string;
  try {
    text = atob(json);
  } catch {
    return null;
  }
  if (text.length % Kind.BYTES_PER_ELEMENT !== 0) return null;
  if (length !== undefined && text.length !== length * Kind.BYTES_PER_ELEMENT) return null;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return new Kind(bytes.buffer);
}
