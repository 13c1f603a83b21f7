import { readHeaders } from '../mapping/attribute-reader.ts';
import { CONTRACT_FIELDS } from './contract-fields.ts';
import type { FormatDefinition } from './format.ts';
import { parseJsonBytes } from './parse-json.ts';
import { afterFrame, requireSchemaId } from './registry/framing.ts';

/**
 * JSON behind the id of its schema. The producer's serializer has validated it, and the mapping checks what it reads: the
 * registry isn't asked, so these messages are read while it is away.
 */
export const jsonSchemaFormat: FormatDefinition = {
  defaults: CONTRACT_FIELDS,
  unpack: (message) => {
    requireSchemaId(message);
    return {
      root: parseJsonBytes(afterFrame(message.value)),
      rows: null,
      part: 'whole',
      attribute: readHeaders(message.headers),
    };
  },
};
