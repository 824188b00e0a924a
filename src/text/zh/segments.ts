import type { segments as english } from '../en/segments';

export const segments: Record<keyof typeof english, string> = {};
