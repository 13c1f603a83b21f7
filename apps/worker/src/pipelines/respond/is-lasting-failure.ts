/** Prisma's codes for "not now": connection, pool, transaction that could not start, write conflict. */
const TRANSIENT = new Set(['P1000', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);
const SAME_ANSWER_TWICE = 5;

function codeOf(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/**
 * Whether trying again cannot help. A programmer's error never goes away by itself; a database that says no to the
 * same message five times will say it again. A database that cannot be reached is waited for.
 */
export function isLastingFailure(error: unknown, attempts: number): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  if (error instanceof Error && error.name === 'PrismaClientValidationError') return true;
  const code = codeOf(error);
  if (code === null || TRANSIENT.has(code)) return false;
  return code.startsWith('P') && attempts >= SAME_ANSWER_TWICE;
}
