import { basename } from 'node:path';
import { withoutSecrets } from '../open-source.ts';

/** What is remembered of where a reference came from: not where somebody's home directory is. */
export function nameOfSource(source: string): string {
  if (source === '-') return 'standard input';
  return /^https?:\/\//u.test(source) ? withoutSecrets(source) : basename(source);
}
