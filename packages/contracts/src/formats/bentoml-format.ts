import { readHeaders } from '../mapping/attribute-reader.ts';
import { NOTHING, type FormatDefinition } from './format.ts';
import { parseJsonBytes } from './parse-json.ts';

/** BentoML's monitor: one flat object a prediction. Its times have no zone: the mapping has to name the servers'. */
export const bentomlFormat: FormatDefinition = {
  defaults: {
    eventId: { path: 'request_id' },
    time: { path: 'timestamp', unit: 'iso' },
    features: { path: '', except: ['timestamp', 'request_id', 'trace_id'] },
    label: { path: 'label' },
  },
  unpack: ({ value, headers }) => {
    const root = parseJsonBytes(value);
    // The line that describes the columns comes by the same way and is no prediction.
    if (typeof root === 'object' && root !== null && Object.hasOwn(root, 'meta_data') && Object.hasOwn(root, 'columns'))
      return NOTHING;
    return { root, rows: null, part: 'whole', attribute: readHeaders(headers) };
  },
};
