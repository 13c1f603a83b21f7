import type { StreamMapping } from '../mapping/stream-mapping.ts';

/** Where fields are in formats that leave names to their producer: as in Leeway's own contract. */
export const CONTRACT_FIELDS = {
  model: { path: 'model' },
  version: { path: 'version' },
  eventId: { path: 'id' },
  time: { path: 'time', unit: 'ms' },
  features: { path: 'features' },
  score: { path: 'score' },
  prediction: { path: 'prediction' },
  latency: { path: 'latencyMs', unit: 'ms' },
  status: { path: 'status', errors: ['error'] },
  label: { path: 'label' },
} as const satisfies Partial<StreamMapping>;
