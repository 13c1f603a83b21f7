import { readHeaders } from '../mapping/attribute-reader.ts';
import { CONTRACT_FIELDS } from './contract-fields.ts';
import type { FormatDefinition } from './format.ts';
import { parseJsonBytes } from './parse-json.ts';

export const jsonFormat: FormatDefinition = {
  defaults: CONTRACT_FIELDS,
  unpack: ({ value, headers }) => ({
    root: parseJsonBytes(value),
    rows: null,
    part: 'whole',
    attribute: readHeaders(headers),
  }),
};
