import { expect, test } from 'vitest';
import { numberCell } from './number-cell.ts';

test.each([
  ['1', 1],
  [' -2.5e-3 ', -0.0025],
  ['.5', 0.5],
  ['5.', 5],
  ['+7', 7],
  ['1e400', Infinity],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
  ['', null],
  ['NaN', null],
  ['NA', null],
  ['null', null],
  [null, null],
  [undefined, null],
  [3, 3],
  [Number.NaN, null],
  ['0x10', undefined],
  ['1,5', undefined],
  ['1_000', undefined],
  ['abc', undefined],
  [true, undefined],
  [{}, undefined],
])('%j is the number %j', (cell, number) => {
  expect(numberCell(cell)).toBe(number);
});
