import { compilePath } from './field-path.ts';
import { textOf } from './read-source.ts';
import { describeValue, Refusal } from './refusal.ts';
import type { Row } from './row.ts';
import type { StreamMapping } from './stream-mapping.ts';

export type Answer = {
  score?: number | null;
  prediction?: string | number | boolean | null;
  latencyMs?: number | null;
  status?: 'ok' | 'error';
  error?: string;
};

const MS_PER: Record<'s' | 'ms' | 'us' | 'ns', number> = { s: 1_000, ms: 1, us: 1e-3, ns: 1e-6 };

/** Columns hold the values of all rows: the row's own is at its position. */
type OutputReader = (row: Row) => unknown;
function compileOutput(path: string, isFrame: boolean): OutputReader {
  const read = compilePath(path);
  if (!isFrame) return (row) => read(row.value);
  return (row) => {
    const value = read(row.value);
    return Array.isArray(value) ? value[row.index] : value;
  };
}

/** A list of one is what it holds: tensors of shape [n, 1]. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function scoreOf(value: unknown, path: string): number | null {
  const one = single(value);
  if (one === undefined || one === null) return null;
  if (typeof one !== 'number') throw new Refusal(path, `${describeValue(one)}, expected a number from 0 to 1`);
  if (!Number.isFinite(one)) return null;
  if (one < 0 || one > 1) throw new Refusal(path, `${one}, expected a probability from 0 to 1`);
  return one;
}

function scalarOf(value: unknown, path: string): string | number | boolean | null {
  const one = single(value);
  if (one === undefined || one === null) return null;
  if (typeof one === 'number') return Number.isFinite(one) ? one : null;
  if (typeof one === 'boolean') return one;
  if (typeof one !== 'string') throw new Refusal(path, `${describeValue(one)}, expected text, a number or true/false`);
  return textOf(one, path, 200);
}

function latencyOf(value: unknown, path: string, unit: keyof typeof MS_PER): number | null {
  if (value === undefined || value === null) return null;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0) || number === Infinity)
    throw new Refusal(path, `${describeValue(value)}, expected a number of at least 0`);
  return number * MS_PER[unit];
}

export function compileOutputs(mapping: StreamMapping): {
  answer: (row: Row) => Answer;
  label: (row: Row) => string | number | boolean;
} {
  const isFrame = mapping.features?.as === 'columns' || mapping.features?.as === 'split';
  const reader = (source: { path: string } | undefined) =>
    source === undefined ? null : { path: source.path, read: compileOutput(source.path, isFrame) };
  const score = reader(mapping.score);
  const prediction = reader(mapping.prediction);
  const latency = reader(mapping.latency);
  const status = reader(mapping.status);
  const label = reader(mapping.label ?? { path: 'label' });
  const failures = new Set(mapping.status?.errors);
  const unit = mapping.latency?.unit ?? 'ms';
  return {
    answer: (row) => {
      const answer: Answer = {};
      if (score !== null) answer.score = scoreOf(score.read(row), score.path);
      if (prediction !== null) answer.prediction = scalarOf(prediction.read(row), prediction.path);
      if (latency !== null) answer.latencyMs = latencyOf(latency.read(row), latency.path, unit);
      if (status !== null) answer.status = failures.has(String(status.read(row))) ? 'error' : 'ok';
      return answer;
    },
    label: (row) => {
      const value = label === null ? null : scalarOf(label.read(row), label.path);
      if (value === null) throw new Refusal(label?.path ?? 'label', 'missing');
      return value;
    },
  };
}
