/**
 * Running mean m_n = m_(n−1) + (1/n)·(x − m_(n−1)). Source: West, CACM 22(9), 1979. n = 0: 0. The order of operations is
 * River's, so that comparisons with a threshold fall alike.
 */
export class RunningMean {
  n = 0;
  value = 0;

  add(x: number): void {
    this.n += 1;
    this.value += (1 / this.n) * (x - this.value);
  }

  copy(): RunningMean {
    const copy = new RunningMean();
    copy.n = this.n;
    copy.value = this.value;
    return copy;
  }
}
