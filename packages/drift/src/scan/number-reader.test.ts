import { expect, it } from 'vitest';
import { fc } from '../../test/properties.ts';
import { NumberReader } from './number-reader.ts';

function parsed(text: string): number | null {
  try {
    return JSON.parse(text) as number;
  } catch {
    return null;
  }
}

/** In the middle of what was received, and at its end, where digits are read one by one. */
function check(text: string): void {
  checkBefore(text, '}');
  checkBefore(text, `},${text}         `);
}

function checkBefore(text: string, rest: string): void {
  const reader = new NumberReader();
  const bytes = new TextEncoder().encode(`[${text}${rest}`);
  const to = reader.read(bytes, new DataView(bytes.buffer), 1);
  const truth = parsed(text);
  if (truth === null) {
    // Not a number from end to end: it stops early or refuses.
    expect(to, text).not.toBe(text.length + 1);
    return;
  }
  expect(to, text).toBe(text.length + 1);
  expect(reader.value, text).toBe(truth);
}

it('reads what JSON.parse reads, to the last bit', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => check(JSON.stringify(value))));
  fc.assert(fc.property(fc.integer(), fc.nat(1e6), (whole, decimals) => check(`${whole}.${decimals}`)));
  fc.assert(fc.property(fc.bigInt(), (value) => check(String(value))));
  const digits = fc.string({
    unit: fc.constantFrom(...Array.from({ length: 10 }, (_, digit) => String(digit))),
    minLength: 1,
    maxLength: 26,
  });
  fc.assert(
    fc.property(digits, digits, (whole, decimals) => check(`${whole}.${decimals}`)),
    { numRuns: 2_000 },
  );
});

it('rounds what lies next to the middle of two doubles', () => {
  const middles = fc.tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 58n }), fc.nat(22), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(middles, ([mantissa, decimals, step]) => {
      const bits = BigInt(mantissa.toString(2).length - 53);
      // A multiple of half of the last place, and its neighbours.
      const text = String((((mantissa >> bits) << 1n) + 1n) << (bits > 0n ? bits - 1n : 0n)).padStart(24, '0');
      const digits = String(BigInt(text) + BigInt(step)).padStart(24, '0');
      check(`${BigInt(digits.slice(0, 24 - decimals))}.${digits.slice(24 - decimals) || '0'}`);
    }),
    { numRuns: 5_000 },
  );
});

it('refuses what is no number of JSON', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('0', '0', '1', '9', '.', '-', '+', 'e', 'E'), minLength: 1, maxLength: 14 }),
      check,
    ),
    {
      numRuns: 5_000,
    },
  );
});
