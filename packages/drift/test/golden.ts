import { readFileSync } from 'node:fs';

const WORDS: Record<string, number> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity };

/** A fixture of packages/testing/golden, with the words for non-finite numbers turned into these. */
export function golden(file: string): unknown {
  const path = new URL(`../../testing/golden/${file}`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'), (_key, value: unknown) =>
    typeof value === 'string' && value in WORDS ? WORDS[value] : value,
  );
}
