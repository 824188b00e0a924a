/** Four digits are enough to know a fence by. */
export const figure = (value: number): number => Number(value.toPrecision(4));
