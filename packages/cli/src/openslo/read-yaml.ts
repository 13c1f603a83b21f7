import { parseAllDocuments, type Document } from 'yaml';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { openSource } from '../open-source.ts';

const MAX_BYTES = 10_485_760;
/** An alias may stand for so many nodes in all: a file of a few lines can otherwise fill any memory. */
const MAX_ALIASES = 100;

/**
 * `syntax`: what keeps a document from being read, with its line. Times stay texts: OpenSLO's are wall times, which a
 * YAML timestamp would turn into UTC.
 */
export type YamlDocument = { value: unknown } | { syntax: string };

/** Every document of a YAML or JSON file. */
export async function readYaml(source: string, io: CliIo): Promise<YamlDocument[]> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of await openSource(source, io)) {
    const buffer = Buffer.from(chunk as Uint8Array);
    bytes += buffer.byteLength;
    if (bytes > MAX_BYTES) throw new CliError(`${source}: more than ${MAX_BYTES} bytes`);
    chunks.push(buffer);
  }
  const parsed = parseAllDocuments(Buffer.concat(chunks).toString('utf8'), { schema: 'core' });
  return (Array.isArray(parsed) ? parsed : []).map(readDocument);
}

function readDocument(document: Document.Parsed): YamlDocument {
  const [error] = document.errors;
  if (error !== undefined) return { syntax: error.message };
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (cause) {
    return { syntax: cause instanceof Error ? cause.message : String(cause) };
  }
}
