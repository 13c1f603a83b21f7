import type { Prisma } from '@leeway/store';

function storableText(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed();
}

/** What Postgres takes for JSON: no zero bytes and no halves of characters, both of which a message can hold. */
export function storableJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
    if (typeof part === 'string') return storableText(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [storableText(key), inner]));
  }) as Prisma.InputJsonValue;
}
