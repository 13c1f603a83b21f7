import { seededRandom } from '@leeway/testing';

/** What the benchmark's events look like: `features` of which every eighth is a category. */
export type EventShape = { id: 'small' | 'large'; features: number; topic: string; model: string };

export const SHAPES: readonly EventShape[] = [
  { id: 'small', features: 10, topic: 'bench.small', model: 'bench-small' },
  { id: 'large', features: 50, topic: 'bench.large', model: 'bench-large' },
];

const CATEGORIES = ['web', 'ios', 'android', 'partner', 'branch', 'phone'];
/** Decimals of the numeric features by turns; −1 is a double with all its digits, as one in ten. */
const DECIMALS = [0, 2, 0, 1, 3, 0, 2, 6, 0, -1];
/** Events that share a millisecond of event time: a window of ten seconds then holds 200,000. */
const EVENTS_PER_MS = 20;

/** Half of a column's spread comes from one of four factors, as columns of one table have something in common. */
function numberText(random: () => number, column: number, factors: readonly number[]): string {
  const decimals = DECIMALS[column % DECIMALS.length] ?? 0;
  // Sums of uniforms: dense in the middle, thin at the ends.
  const own = random() + random() - 1;
  const value = ((factors[column % factors.length] ?? 0) + own) * 30 + column;
  if (decimals < 0) return String(value / 7);
  return String(Number(value.toFixed(decimals)));
}

/** Everything between the braces of `features`: the expensive part, of which there are a few thousand to choose from. */
function featuresText(shape: EventShape, random: () => number): string {
  const name = (column: number) => (shape.features > 20 ? `feature_${column}` : `f${column}`);
  const factors = Array.from({ length: 4 }, () => random() + random() - 1);
  return Array.from({ length: shape.features }, (_, column) => {
    const value =
      column % 8 === 7
        ? JSON.stringify(CATEGORIES[Math.floor(random() ** 2 * CATEGORIES.length)])
        : numberText(random, column, factors);
    return `"${name(column)}":${value}`;
  }).join(',');
}

/** A seeded endless row of events as JSON text; about 200 bytes with 10 features, 1 KB with 50. */
export function createEventTexts(shape: EventShape, input: { seed: number; startMs: number; model?: string }) {
  const random = seededRandom(input.seed);
  const bodies = Array.from({ length: 4_096 }, () => featuresText(shape, random));
  const model = input.model ?? shape.model;
  let index = 0;
  return (): string => {
    const time = input.startMs + Math.floor(index / EVENTS_PER_MS);
    const body = bodies[Math.floor(random() * bodies.length)] ?? '';
    const score = Math.round(random() * 10_000) / 10_000;
    index += 1;
    return `{"id":"${index}","model":"${model}","time":${time},"version":"v1","features":{${body}},"score":${score}}`;
  };
}
