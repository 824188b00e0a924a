import type { review as english } from '../en/review';

export const review: Record<keyof typeof english, string> = {};
