import { parseAllDocuments, stringify, type Document } from 'yaml';

/** An alias may stand for so many nodes in all: a file of a few lines can otherwise fill any memory. */
const MAX_ALIASES = 100;
/** Lines are not folded: queries stay as they are. */
const WIDE = 0;

/**
 * `syntax`: what keeps a document from being read, with its line. Times stay texts: OpenSLO's are wall times, which a
 * YAML timestamp would turn into UTC.
 */
export type YamlDocument = { value: unknown } | { syntax: string };

/** Every document of a text in YAML or JSON, entries of lists one by one, in their order. Bound its length before. */
export function readYaml(text: string): YamlDocument[] {
  const parsed = parseAllDocuments(text, { schema: 'core' });
  return (
    (Array.isArray(parsed) ? parsed : [])
      .map(readOne)
      // What is between two separators may be nothing at all.
      .filter((one) => 'syntax' in one || (one.value !== null && one.value !== undefined))
      .flatMap((one) =>
        'value' in one && Array.isArray(one.value) ? one.value.map((value: unknown) => ({ value })) : [one],
      )
  );
}

function readOne(document: Document.Parsed): YamlDocument {
  const [error] = document.errors;
  if (error !== undefined) return { syntax: error.message };
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown };
  } catch (cause) {
    return { syntax: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Objects as YAML, one document each; without a newline at the end. */
export function writeYaml(...values: readonly object[]): string {
  return values
    .map((value) => stringify(value, { lineWidth: WIDE, aliasDuplicateObjects: false }))
    .join('---\n')
    .trimEnd();
}
