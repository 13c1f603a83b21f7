import type { SampleModel } from './sample-models.ts';

const MINUTE_MS = 60_000;

/** What a sample's model server reports of itself. */
export function stateOf(sample: SampleModel, nowMs: number) {
  const number = Number(sample.version.slice(1));
  const previous = `v${number - 1}`;
  return {
    id: `${sample.id}-state`,
    model: sample.id,
    time: nowMs - 4_000,
    version: sample.version,
    traffic: { [sample.version]: 1 },
    versions: [
      { version: previous, trainedOn: 'September', createdAt: nowMs - 60 * 86_400_000 },
      { version: sample.version, trainedOn: 'October', createdAt: nowMs - 65 * MINUTE_MS },
    ],
    pipeline: 'p7',
    pipelines: ['p6', 'p7'],
    threshold: 0.5,
    paused: false,
    fallback: false,
  };
}
