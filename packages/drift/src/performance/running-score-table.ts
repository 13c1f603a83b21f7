import { mergeScoreTables, type ScoreTable } from './score-table.ts';

const EMPTY = new Float64Array(0);

function coarser(table: ScoreTable): ScoreTable {
  const cells = Math.ceil(table.scores.length / 2);
  const coarse = {
    scores: new Float64Array(cells),
    low: new Float64Array(cells),
    high: new Float64Array(cells),
    positives: new Float64Array(cells),
    negatives: new Float64Array(cells),
  };
  for (let cell = 0; cell < cells; cell += 1) {
    const [one, other] = [2 * cell, Math.min(2 * cell + 1, table.scores.length - 1)];
    const parts = one === other ? [one] : [one, other];
    let n = 0;
    for (const part of parts) {
      const [p, q] = [table.positives[part] ?? 0, table.negatives[part] ?? 0];
      coarse.positives[cell] = (coarse.positives[cell] ?? 0) + p;
      coarse.negatives[cell] = (coarse.negatives[cell] ?? 0) + q;
      n += p + q;
    }
    coarse.low[cell] = table.low[one] ?? 0;
    coarse.high[cell] = table.high[other] ?? 0;
    const weight = n === 0 ? 0 : ((table.positives[other] ?? 0) + (table.negatives[other] ?? 0)) / n;
    const [from, to] = [table.scores[one] ?? 0, table.scores[other] ?? 0];
    coarse.scores[cell] = from + (to - from) * weight;
  }
  return coarse;
}

/** Cells of both, ordered by where they begin; those that overlap become one, so that cells stay apart. */
function overlaid(a: ScoreTable, b: ScoreTable): ScoreTable {
  const length = a.scores.length + b.scores.length;
  const [scores, low, high] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  const [positives, negatives] = [new Float64Array(length), new Float64Array(length)];
  let cells = 0;
  const push = (table: ScoreTable, at: number): void => {
    const [score, from, to] = [table.scores[at] ?? 0, table.low[at] ?? 0, table.high[at] ?? 0];
    const [p, n] = [table.positives[at] ?? 0, table.negatives[at] ?? 0];
    const isApart = cells === 0 || from > (high[cells - 1] ?? 0);
    if (isApart) [scores[cells], low[cells], high[cells]] = [score, from, to];
    cells += isApart ? 1 : 0;
    const cell = cells - 1;
    const held = (positives[cell] ?? 0) + (negatives[cell] ?? 0);
    if (held + p + n > 0)
      scores[cell] = (scores[cell] ?? 0) + ((score - (scores[cell] ?? 0)) * (p + n)) / (held + p + n);
    high[cell] = Math.max(high[cell] ?? 0, to);
    positives[cell] = (positives[cell] ?? 0) + p;
    negatives[cell] = (negatives[cell] ?? 0) + n;
  };
  let [i, j] = [0, 0];
  while (i < a.scores.length || j < b.scores.length) {
    if ((a.low[i] ?? Infinity) <= (b.low[j] ?? Infinity)) push(a, i++);
    else push(b, j++);
  }
  return {
    scores: scores.slice(0, cells),
    low: low.slice(0, cells),
    high: high.slice(0, cells),
    positives: positives.slice(0, cells),
    negatives: negatives.slice(0, cells),
  };
}

/**
 * The score table of a long stream in bounded memory: exact up to `maxCells` different scores, beyond that neighbouring
 * scores share a cell, and readings carry the bound.
 */
export class RunningScoreTable {
  readonly #maxCells: number;
  /** Tables of falling size, so that each row is merged a logarithmic number of times. */
  #levels: ScoreTable[] = [];

  constructor(maxCells = 4_000_000) {
    this.#maxCells = maxCells;
  }

  add(table: ScoreTable): void {
    let added = table;
    while (this.#levels.length > 0 && (this.#levels.at(-1)?.scores.length ?? 0) <= 2 * added.scores.length)
      added = this.#merged(this.#levels.pop(), added);
    this.#levels.push(added);
  }

  total(): ScoreTable {
    let total: ScoreTable = { scores: EMPTY, low: EMPTY, high: EMPTY, positives: EMPTY, negatives: EMPTY };
    for (const level of this.#levels.toReversed()) total = this.#merged(level, total);
    this.#levels = [total];
    return total;
  }

  #merged(a: ScoreTable | undefined, b: ScoreTable): ScoreTable {
    if (a === undefined) return b;
    const isExact = a.low === a.scores && b.low === b.scores;
    const merged = isExact ? mergeScoreTables(a, b) : overlaid(a, b);
    return merged.scores.length > this.#maxCells ? coarser(merged) : merged;
  }
}
