/** What digits count: seconds or milliseconds since 1970, or days since 1900 as spreadsheets do. */
export type Epoch = 'unix' | 'unix-ms' | 'excel';
export const epochs: readonly Epoch[] = ['unix', 'unix-ms', 'excel'];

/** How many digits it takes. */
export const epochDigits = { unix: 10, 'unix-ms': 13, excel: 5 } as const;
/** Of the years 2001 to 2036, for days 1954 to 2064: numbers beyond them are taken for something else. */
export const epochRange = {
  unix: [1_000_000_000, 2_099_999_999],
  'unix-ms': [1_000_000_000_000, 2_099_999_999_999],
  excel: [20_000, 60_000],
} as const;
