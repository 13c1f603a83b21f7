const SIZE = 624;
const SHIFT = 397;

/**
 * MT19937 (Matsumoto & Nishimura, ACM TOMACS 8(1), 1998), the generator behind Python's and NumPy's seeds: the same
 * seed draws the same numbers here as there. Not for secrets.
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;

  /** As `numpy.random.RandomState(seed)` is seeded. */
  static ofNumpySeed(seed: number): MersenneTwister {
    const generator = new MersenneTwister();
    generator.#fill(seed);
    return generator;
  }

  /** As `random.Random(seed)` is seeded in Python with an integer up to 2^53. */
  static ofPythonSeed(seed: number): MersenneTwister {
    const generator = new MersenneTwister();
    generator.#fill(19_650_218);
    const magnitude = Math.abs(seed);
    const high = Math.floor(magnitude / 2 ** 32);
    generator.#mixKey(high === 0 ? [magnitude] : [magnitude % 2 ** 32, high]);
    return generator;
  }

  #fill(seed: number): void {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < SIZE; i += 1) {
      const before = (state[i - 1] ?? 0) ^ ((state[i - 1] ?? 0) >>> 30);
      state[i] = Math.imul(1_812_433_253, before) + i;
    }
  }

  #mixKey(key: readonly number[]): void {
    const state = this.#state;
    let i = 1;
    const step = (factor: number, addend: number): void => {
      const before = (state[i - 1] ?? 0) ^ ((state[i - 1] ?? 0) >>> 30);
      state[i] = ((state[i] ?? 0) ^ Math.imul(before, factor)) + addend;
      i += 1;
      if (i < SIZE) return;
      state[0] = state[SIZE - 1] ?? 0;
      i = 1;
    };
    for (let k = 0; k < SIZE; k += 1) step(1_664_525, (key[k % key.length] ?? 0) + (k % key.length));
    for (let k = 1; k < SIZE; k += 1) step(1_566_083_941, -i);
    state[0] = 0x80000000;
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < SIZE; i += 1) {
      const y = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % SIZE] ?? 0) & 0x7fffffff);
      state[i] = (state[(i + SHIFT) % SIZE] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }

  /** A whole number in [0, 2^32). */
  uint32(): number {
    if (this.#next >= SIZE) this.#refill();
    let y = this.#state[this.#next] ?? 0;
    this.#next += 1;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }
}
