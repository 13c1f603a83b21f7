import { describe, expect, it } from 'vitest';
import { withinMemory } from './within-memory.ts';

async function lengthOf(rows: object[], maxBytes: number): Promise<number> {
  let count = 0;
  for await (const _row of withinMemory(rows, maxBytes)) count += 1;
  return count;
}
const wide = (count: number) => Array.from({ length: count }, () => ({ features: { a: 1, b: 2, c: 3, d: 4 } }));

describe('rows within memory', () => {
  it('come through as long as there is room', async () => {
    expect(await lengthOf(wide(2_048), 4 * 32 * 2_048)).toBe(2_048);
  });

  it('are refused with how many there may be', async () => {
    const refused = lengthOf(wide(3_000), 4 * 32 * 2_000);
    await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused).rejects.toThrow('4 features are too many for more than 2000 rows');
  });

  it('may be as many as they like once nothing more is remembered of them', async () => {
    expect(await lengthOf(wide(70_000), 4 * 32 * 65_536)).toBe(70_000);
  });
});
