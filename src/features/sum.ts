/** A running sum that keeps what float64 drops. Source: A. Neumaier, 1974, ZAMM 54, improved Kahan–Babuška sum. */
export class CompensatedSum {
  private sum = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.sum + value;
    if (Math.abs(this.sum) >= Math.abs(value)) this.lost += this.sum - next + value;
    else this.lost += value - next + this.sum;
    this.sum = next;
  }

  /** 0 when nothing was added. */
  get value(): number {
    return this.sum + this.lost;
  }
}

/** Rounds to a millionth, so that the order in which rows were added cannot show in a sum. */
export function settle(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
