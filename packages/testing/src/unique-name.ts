import { randomBytes } from 'node:crypto';

/** A name that no other test has: for topics, consumer groups, databases, e-mail addresses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}
