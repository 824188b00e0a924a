import type { models as english } from '../en/models';

export const models: Record<keyof typeof english, string> = {};
