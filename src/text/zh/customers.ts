import type { customers as english } from '../en/customers';

export const customers: Record<keyof typeof english, string> = {};
