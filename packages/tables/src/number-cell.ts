/** Words for a number that is not there, as spreadsheets and data frames write them. */
const NO_NUMBER = new Set(['', 'na', 'n/a', '#n/a', '<na>', 'nan', '-nan', 'null', 'none']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu;
const INFINITE = /^([+-]?)inf(inity)?$/iu;

/**
 * The number a cell holds; null where it says that there is none ("", NA, NaN, null …); undefined where it is
 * something else. Decimal notation only: 0x10 and 1_000 are no numbers.
 */
export function numberCell(cell: unknown): number | null | undefined {
  if (typeof cell === 'number') return Number.isNaN(cell) ? null : cell;
  if (cell === null || cell === undefined) return null;
  if (typeof cell !== 'string') return undefined;
  const plain = plainNumber(cell);
  if (plain !== undefined) return plain;
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  if (NO_NUMBER.has(text.toLowerCase())) return null;
  const infinite = INFINITE.exec(text);
  if (infinite === null) return undefined;
  return infinite[1] === '-' ? -Infinity : Infinity;
}

/** Nearly all numbers, without a pattern; undefined does not mean that it is none. */
function plainNumber(text: string): number | undefined {
  const first = text.charCodeAt(0);
  const second = text.charCodeAt(1);
  // Number() reads blank text, 0x10, 0b1 and 0o7 too.
  if (!(first > 0x20) || (first === 0x30 && second > 0x39)) return undefined;
  const value = Number(text);
  return value - value === 0 ? value : undefined;
}
