/** Thrown while a message is taken apart and caught by the decoder: the message does not fit, and why. */
export class Refusal extends Error {
  constructor(path: string, problem: string) {
    super(`${path === '' ? '(root)' : path}: ${problem}`.slice(0, 500));
    this.name = 'Refusal';
  }
}

export function describeValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return `${typeof value} ${String(value)}`;
  return typeof value;
}
