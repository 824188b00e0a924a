import type { predict as english } from '../en/predict';

export const predict: Record<keyof typeof english, string> = {};
