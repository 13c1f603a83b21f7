import type { StreamMapping } from '../mapping/stream-mapping.ts';
import type { FormatDefinition } from './format.ts';
import { jsonFormat } from './json-format.ts';

/** Every format that a topic may carry. */
export const FORMATS = { json: jsonFormat } as unknown as Readonly<Record<StreamMapping['format'], FormatDefinition>>;
