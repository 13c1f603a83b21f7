import { readFile } from 'node:fs/promises';
import { StreamMapping } from '@leeway/contracts';
import { CliError } from './cli-error.ts';

const MAX_BYTES = 1_048_576;

/** A mapping from a JSON file; without a file, Leeway's own contract. */
export async function readMapping(file: string | undefined): Promise<StreamMapping> {
  if (file === undefined) return StreamMapping.parse({});
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (text.length > MAX_BYTES) throw new CliError(`${file} is too large for a mapping`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CliError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = StreamMapping.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || '(file)'}: ${message}`,
  );
  throw new CliError(`${file} is no mapping: ${problems.slice(0, 10).join('; ')}`);
}
