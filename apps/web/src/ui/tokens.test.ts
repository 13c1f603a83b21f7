import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];
type Matrix = [Rgb, Rgb, Rgb];

// Machado, Oliveira, Fernandes 2009 (doi:10.1109/TVCG.2009.113), severity 1.0, on linear RGB.
const VISIONS: Record<string, Matrix> = {
  typical: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function token(name: string, theme: 'light' | 'dark'): string {
  const match = new RegExp(`--${name}:\\s*light-dark\\(\\s*(#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\s*\\)`, 'iu').exec(css);
  const value = theme === 'light' ? match?.[1] : match?.[2];
  if (value === undefined) throw new Error(`tokens.css has no --${name}`);
  return value;
}

function linear(hex: string): Rgb {
  const channel = (from: number) => {
    const share = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, bl] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function see(color: Rgb, vision: Matrix): Rgb {
  const row = ([a, b, c]: Rgb) => Math.min(1, Math.max(0, a * color[0] + b * color[1] + c * color[2]));
  return [row(vision[0]), row(vision[1]), row(vision[2])];
}

/** CIELAB under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function deltaE76(a: string, b: string, vision: Matrix): number {
  const [p, q] = [lab(see(linear(a), vision)), lab(see(linear(b), vision))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const MEANING = ['ok', 'info', 'warn', 'crit', 'unknown', 'act'] as const;
const TEXT = [...MEANING, 'ink', 'ink-2', 'ink-3'] as const;

describe.each(['light', 'dark'] as const)('%s tokens', (theme) => {
  it.each(TEXT)('--%s reads on paper (4.5:1)', (name) => {
    expect(contrast(token(name, theme), token('paper', theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['ink', 'ink-2', 'ink-3'])('--%s reads on the sunk and the raised paper (4.5:1)', (name) => {
    for (const ground of ['paper-sunk', 'paper-over'])
      expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it('an ink-filled control reads, and control borders stand out (3:1)', () => {
    expect(contrast(token('ink-on', theme), token('ink', theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token('rule-3', theme), token('paper', theme))).toBeGreaterThanOrEqual(3);
  });

  const pairs = MEANING.flatMap((a, index) => MEANING.slice(index + 1).map((b) => [a, b] as const));
  it.each(pairs)('--%s and --%s differ in every colour vision (ΔE76 ≥ 20)', (a, b) => {
    for (const [vision, matrix] of Object.entries(VISIONS))
      expect(deltaE76(token(a, theme), token(b, theme), matrix), vision).toBeGreaterThanOrEqual(20);
  });

  it('the sounding ramp moves in steps that can be told apart (ΔE76 ≥ 10)', () => {
    for (let step = 0; step < 6; step += 1)
      for (const [vision, matrix] of Object.entries(VISIONS))
        expect(
          deltaE76(token(`d${step}`, theme), token(`d${step + 1}`, theme), matrix),
          `d${step}, ${vision}`,
        ).toBeGreaterThanOrEqual(10);
  });
});
