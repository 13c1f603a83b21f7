/** Buckets of 2^row values each, oldest first: of every bucket the sum and the sum of squared deviations. */
export type HistogramRow = { totals: number[]; deviations: number[] };

/**
 * The window of ADWIN: a list of rows, row i holding buckets of 2^i values, merged two by two when a row overflows.
 * `variance` is the sum of squared deviations over the window. Source: Bifet & Gavaldà, SDM 2007.
 */
export class ExponentialHistogram {
  readonly rows: HistogramRow[] = [{ totals: [], deviations: [] }];
  width = 0;
  total = 0;
  variance = 0;
  readonly #maxBuckets: number;

  constructor(maxBuckets: number) {
    this.#maxBuckets = maxBuckets;
  }

  add(value: number): void {
    this.#push(0, value, 0);
    this.width += 1;
    if (this.width > 1) this.variance += ((this.width - 1) * (value - this.total / (this.width - 1)) ** 2) / this.width;
    this.total += value;
    this.#compress();
  }

  /** Drops the oldest bucket. */
  dropOldest(): void {
    const last = this.rows.length - 1;
    const row = this.rows[last];
    const n = 2 ** last;
    const total = row?.totals.shift() ?? 0;
    const deviation = row?.deviations.shift() ?? 0;
    this.width -= n;
    this.total -= total;
    const apart = total / n - this.total / this.width;
    this.variance -= deviation + (n * this.width * apart * apart) / (n + this.width);
    if (row?.totals.length === 0 && last > 0) this.rows.pop();
  }

  #push(row: number, total: number, deviation: number): void {
    const target = (this.rows[row] ??= { totals: [], deviations: [] });
    target.totals.push(total);
    target.deviations.push(deviation);
  }

  #compress(): void {
    for (let index = 0; index < this.rows.length; index += 1) {
      const { totals, deviations } = this.rows[index] ?? { totals: [], deviations: [] };
      if (totals.length <= this.#maxBuckets) return;
      const n = 2 ** index;
      const [first = 0, second = 0] = totals.splice(0, 2);
      const [firstDeviation = 0, secondDeviation = 0] = deviations.splice(0, 2);
      const apart = first / n - second / n;
      this.#push(index + 1, first + second, firstDeviation + secondDeviation + (n * n * apart * apart) / (n + n));
    }
  }
}
