import type { Census } from '../data/load-census.ts';
import { seededRandom, type Draw } from '../random/seeded-random.ts';
import { SCENARIOS } from '../scenarios/registry.ts';
import { SCENARIO_NAMES, type ScenarioRun } from '../state/demo-state.ts';
import { shuffledStream, type RowStream } from './row-stream.ts';
import type { Population } from './served-row.ts';

/**
 * Whose records come next, and the chance in what happens to them. Each scenario begins its own sequence from the
 * seed, so that it plays the same each time; calm goes on where it was.
 */
export class Traffic {
  readonly #census: Census;
  readonly #seed: number;
  readonly #calm: { population: Population; rows: RowStream; draw: Draw };
  #scenario: { startedAtMs: number; population: Population; rows: RowStream; draw: Draw } | null = null;

  constructor(census: Census, seed: number) {
    this.#census = census;
    this.#seed = seed;
    this.#calm = { population: 'calm', rows: shuffledStream(census.calm.rows, seed), draw: seededRandom(seed + 1) };
  }

  of(run: ScenarioRun | null): { population: Population; rows: RowStream; draw: Draw } {
    if (run === null) return this.#calm;
    if (this.#scenario?.startedAtMs !== run.startedAtMs) {
      const { population } = SCENARIOS[run.name];
      const seed = this.#seed + 1_000 * (1 + SCENARIO_NAMES.indexOf(run.name));
      // Shuffled too: in file order the share of group quarters comes in waves, which no new baseline would fit.
      const rows = population === 'calm' ? this.#calm.rows : shuffledStream(this.#census[population].rows, seed);
      this.#scenario = { startedAtMs: run.startedAtMs, population, rows, draw: seededRandom(seed) };
    }
    return this.#scenario;
  }
}
