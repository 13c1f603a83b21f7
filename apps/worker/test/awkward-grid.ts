import { createReferenceBuilder, gridOf, type Grid } from '@leeway/drift';
import { seededRandom } from '@leeway/testing';

/** A grid over the features that awkward messages have, of every kind that is counted, and the output they have. */
export function awkwardGrid(output: 'score' | 'prediction'): Grid {
  const random = seededRandom(5);
  const builder = createReferenceBuilder({ kinds: { code: 'categorical', loose: 'numeric' } });
  for (let i = 0; i < 2_000; i += 1)
    builder.add(
      {
        n1: Math.floor(random() * 100),
        n2: random() * 100,
        n3: Math.floor(random() * 5),
        city: ['web', 'ios', 'Zürich', '', 'constructor', '東京'][Math.floor(random() * 6)],
        code: String(Math.floor(random() * 20)),
        flag: random() < 0.5,
        loose: String(random() * 10),
        größe: (random() - 0.5) * 1e-3,
        constructor: random(),
      },
      output === 'score' ? { score: random() } : { prediction: random() < 0.5 ? 'yes' : 'no' },
    );
  return gridOf(builder.freeze({ kind: 'file', detail: 'made up', createdBy: 'a test' }));
}
