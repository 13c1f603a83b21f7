import { expect, test } from 'vitest';
import { MersenneTwister } from './mersenne-twister.ts';
import { pythonSample } from './python-sample.ts';

function draws(generator: MersenneTwister, count: number): number[] {
  return Array.from({ length: count }, () => generator.uint32());
}

test('draws what Python 3.11 and NumPy 2.4 draw from the same seed', () => {
  expect(draws(MersenneTwister.ofPythonSeed(42), 3)).toEqual([2_746_317_213, 478_163_327, 107_420_369]);
  expect(draws(MersenneTwister.ofPythonSeed(2 ** 40 + 7), 2)).toEqual([2_635_837_658, 3_209_733_218]);
  expect(draws(MersenneTwister.ofPythonSeed(-42), 1)).toEqual([2_746_317_213]);
  expect(draws(MersenneTwister.ofNumpySeed(42), 3)).toEqual([1_608_637_542, 3_421_126_067, 4_083_286_876]);
});

test('the generator refills after 624 numbers', () => {
  const generator = MersenneTwister.ofNumpySeed(5);
  expect(new Set(draws(generator, 2_000)).size).toBe(2_000);
});

test('samples what Python samples, from a small and from a large range', () => {
  expect(pythonSample(MersenneTwister.ofPythonSeed(42), 70, 8)).toEqual([14, 3, 35, 31, 28, 17, 13, 43]);
  expect(pythonSample(MersenneTwister.ofPythonSeed(0), 5_000, 8)).toEqual([
    3_155, 3_445, 331, 2_121, 4_188, 3_980, 3_317, 2_484,
  ]);
  expect(pythonSample(MersenneTwister.ofPythonSeed(1), 5, 5).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  expect(pythonSample(MersenneTwister.ofPythonSeed(1), 5, 0)).toEqual([]);
});
