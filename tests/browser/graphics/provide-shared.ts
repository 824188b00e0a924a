import type { TestProject } from 'vitest/node';
import { readShared, sharedDir } from '../../shared';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The shared Mall_Customers.csv, or null where there is no shared folder. */
    mallCustomers: string | null;
  }
}

/** Hands the browser what it cannot read by itself. */
export default function provideShared(project: TestProject): void {
  const text = sharedDir === null ? null : new TextDecoder().decode(readShared('data/Mall_Customers.csv'));
  project.provide('mallCustomers', text);
}
