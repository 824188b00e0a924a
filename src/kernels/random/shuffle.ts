import type { Random } from './random';

/** Shuffles in place (Fisher & Yates, as Durstenfeld 1964 has it) and returns the same array. */
export function shuffle<T extends { length: number; [index: number]: number }>(values: T, random: Random): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
  return values;
}
