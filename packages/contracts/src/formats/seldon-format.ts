import { readHeaders } from '../mapping/attribute-reader.ts';
import { Refusal } from '../mapping/refusal.ts';
import { NOTHING, type FormatDefinition } from './format.ts';
import { INFERENCE_FIELDS, unpackInference } from './inference-format.ts';
import { parseJsonBytes } from './parse-json.ts';

/** Seldon Core 1, which logs to Kafka without CloudEvents: headers without a prefix, no time. */
export const seldonFormat: FormatDefinition = {
  defaults: {
    ...INFERENCE_FIELDS,
    model: { header: 'modelid' },
    eventId: { header: 'requestid' },
    time: { record: true },
  },
  unpack: ({ value, headers }, mapping) => {
    const attribute = readHeaders(headers);
    const type = attribute('type') ?? attribute('ce_type');
    if (type === undefined) throw new Refusal('header type', 'missing, expected io.seldon.serving.inference.*');
    if (type.endsWith('inference.request'))
      return unpackInference(parseJsonBytes(value), 'request', mapping, attribute);
    if (type.endsWith('inference.response'))
      return unpackInference(parseJsonBytes(value), 'response', mapping, attribute);
    return NOTHING;
  },
};
