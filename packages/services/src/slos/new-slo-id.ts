import { randomBytes } from 'node:crypto';

/** An id that people can read in addresses and logs: "answers-within-100-ms-1f0c9a2e". It stays when the name changes. */
export function newSloId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 48)
    .replaceAll(/^-+|-+$/gu, '');
  return `${slug === '' ? 'slo' : slug}-${randomBytes(4).toString('hex')}`;
}
