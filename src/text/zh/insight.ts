import type { insight as english } from '../en/insight';

export const insight: Record<keyof typeof english, string> = {};
