import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunbookMatch } from '@leeway/response';
import { z } from 'zod';
import { RunbookId } from './get-runbook.ts';

const DefaultRunbook = z.object({
  id: RunbookId,
  title: z.string().min(3).max(120),
  match: RunbookMatch,
  markdown: z.string().min(1).max(40_000),
});
export type DefaultRunbook = z.infer<typeof DefaultRunbook>;

/** Beside this file; in a bundle, beside the bundle. */
export function defaultRunbooksDir(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'default-runbooks');
}

/** A Markdown file whose head between two `---` lines gives the title and, as JSON, when it applies. */
export function parseRunbookFile(name: string, text: string): DefaultRunbook {
  const parts = /^---\ntitle: (?<title>.+)\nmatch: (?<match>\{.+\})\n---\n(?<markdown>[\s\S]+)$/u.exec(text);
  if (parts?.groups === undefined) throw new Error(`${name}: no head with title and match`);
  const { title, match, markdown } = parts.groups;
  return DefaultRunbook.parse({
    id: name.replace(/\.md$/u, ''),
    title,
    match: JSON.parse(match ?? '{}'),
    markdown: markdown?.trim(),
  });
}

export async function loadDefaultRunbooks(directory: string = defaultRunbooksDir()): Promise<DefaultRunbook[]> {
  // Only the worker reads this folder; without the mark the web build would ship the whole project for its sake.
  const names = (await readdir(/* turbopackIgnore: true */ directory))
    .filter((name) => name.endsWith('.md'))
    .toSorted();
  return Promise.all(names.map(async (name) => parseRunbookFile(name, await readFile(join(directory, name), 'utf8'))));
}
