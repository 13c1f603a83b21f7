import { readHeaders } from '../mapping/attribute-reader.ts';
import { readCloudEvent } from './cloud-event.ts';
import { NOTHING, type FormatDefinition } from './format.ts';
import { INFERENCE_FIELDS, unpackInference } from './inference-format.ts';

/** KServe's inference logger: CloudEvents, one for the request and one for the response, with the same id. */
export const kserveFormat: FormatDefinition = {
  defaults: {
    ...INFERENCE_FIELDS,
    model: { header: 'ce_inferenceservicename' },
    version: { path: 'model_version' },
    eventId: { header: 'ce_id' },
    time: { header: 'ce_time', unit: 'iso' },
  },
  unpack: (message, mapping) => {
    const { data, attribute } = readCloudEvent(message);
    const type = attribute('ce_type') ?? readHeaders(message.headers)('type') ?? '';
    if (type.endsWith('inference.request')) return unpackInference(data, 'request', mapping, attribute);
    if (type.endsWith('inference.response')) return unpackInference(data, 'response', mapping, attribute);
    // Loggers of the same broker publish other things as well: explanations, metrics, alerts.
    return NOTHING;
  },
};
