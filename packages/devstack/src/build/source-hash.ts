import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** `.next` and its like are what builds write. */
const SKIPPED_FOLDERS = /^(?:node_modules|\.next.*|dist|e2e|test-results|playwright-report|\.turbo)$/u;
const SKIPPED_FILES = /(?:\.test\.tsx?|\.md|\.tsbuildinfo|next-env\.d\.ts)$/u;

/** One hash over the files that a build reads: their paths and contents, in a fixed order, without tests. */
export async function sourceHash(rootDir: string, entries: string[]): Promise<string> {
  const files = (await Promise.all(entries.map((entry) => listFiles(join(rootDir, entry))))).flat();
  const paths = files.map((file) => relative(rootDir, file).split(sep).join('/'));
  paths.sort();
  const contents = await Promise.all(paths.map((path) => readFile(join(rootDir, path))));
  const hash = createHash('sha256');
  for (const [index, path] of paths.entries()) {
    const content = contents[index] ?? Buffer.alloc(0);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === null) return [path];
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const child = join(path, entry.name);
      if (entry.isDirectory()) return SKIPPED_FOLDERS.test(entry.name) ? [] : listFiles(child);
      return entry.isFile() && !SKIPPED_FILES.test(entry.name) ? [child] : [];
    }),
  );
  return nested.flat();
}
