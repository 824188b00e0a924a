import type { ErrorReport } from './errors';

/** A value, or the reason there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorReport };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (error: ErrorReport): { readonly ok: false; readonly error: ErrorReport } => ({ ok: false, error });

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
