import type { today as english } from '../en/today';

export const today: Record<keyof typeof english, string> = {};
