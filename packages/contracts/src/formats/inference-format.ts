import type { AttributeReader } from '../mapping/attribute-reader.ts';
import type { StreamMapping } from '../mapping/stream-mapping.ts';
import { NOTHING, type UnpackOutcome } from './format.ts';
import { readInferenceBody, type InferenceBody } from './inference-body.ts';

/** Features are the row itself, whose parts have names already or get them by `features.order`. */
export const INFERENCE_FIELDS = {
  features: { path: '' },
  label: { path: 'label' },
} as const satisfies Partial<StreamMapping>;

/** The only tensor of a request, several values wide, is the list of features that `features.order` names. */
function withoutWrapper(row: unknown, mapping: StreamMapping): unknown {
  if (mapping.features?.order === undefined || typeof row !== 'object' || row === null || Array.isArray(row))
    return row;
  const [only, ...others] = Object.values(row);
  return others.length === 0 && Array.isArray(only) ? only : row;
}

/** One side of a call: what the model saw, or what it answered. */
export function unpackInference(
  body: unknown,
  side: InferenceBody['side'] | null,
  mapping: StreamMapping,
  attribute: AttributeReader,
): UnpackOutcome {
  const read = readInferenceBody(body, side);
  if (mapping.take === 'requests' && read.side === 'response') return NOTHING;
  if (mapping.take === 'responses' && read.side === 'request') return NOTHING;
  if (read.side === 'request')
    return { root: body, rows: read.rows.map((row) => withoutWrapper(row, mapping)), part: 'inputs', attribute };
  return { root: body, rows: read.rows, part: mapping.take === 'responses' ? 'answer' : 'outputs', attribute };
}
