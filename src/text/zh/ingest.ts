import type { ingest as english } from '../en/ingest';

export const ingest: Record<keyof typeof english, string> = {};
