const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/** Text of a CSV cell as a JSON value: numbers as numbers unless digits would be lost, nothing as null. */
export function jsonCell(cell: unknown): unknown {
  if (typeof cell !== 'string') return cell ?? null;
  const text = cell.trim();
  if (text === '') return null;
  if (!NUMBER.test(text)) return cell;
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? cell : value;
}
