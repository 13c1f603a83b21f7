import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file so that after a crash it holds either all of the old or all of the new text: written aside,
 * flushed to the disk, renamed, and the folder flushed too.
 */
export function writeDurably(file: string, text: string): void {
  const aside = `${file}.new`;
  const bytes = Buffer.from(text);
  const handle = openSync(aside, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.byteLength;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(aside, file);
  const folder = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
