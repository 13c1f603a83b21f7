import { expect, test } from 'vitest';
import { alarmReference, learnStream, PANE_MS } from '../../../test/alarm-stream.ts';
import { STORED_ALARMS_V1 } from '../../../test/stored-alarms-v1.ts';
import { fc } from '../../../test/properties.ts';
import { column, referenceOf } from '../../../test/streams.ts';
import { CodecError } from '../../codec/codec-error.ts';
import type { LearntFeature } from '../../verdict/learnt/learnt-alarms.ts';
import { AlarmSettings } from '../alarm-rule-settings.ts';
import { decodeAlarms, encodeAlarms } from './alarm-codec.ts';

const reference = alarmReference();
const { grid } = reference;
const settings = AlarmSettings.parse({ windowMs: [PANE_MS, 3_600_000] });
const { features } = learnStream(reference, settings);
const bytes = encodeAlarms(features, grid);
const hex = (of: Uint8Array) => Buffer.from(of).toString('hex');

/** Laws of single cells are stored in 4 bytes each; everything else is exact. */
function asStored({ layoutIndex, alarm }: LearntFeature): LearntFeature {
  const lengths = alarm.lengths.map((length) => ({
    ...length,
    cellPhi: length.cellPhi.map(Math.fround),
    cellTau: length.cellTau.map(Math.fround),
  }));
  return { layoutIndex, alarm: { ...alarm, lengths } };
}

test('what was learnt is read as it was written, and written again as it was read', () => {
  expect(features.map(({ alarm }) => alarm.feature.name)).toEqual(['age', 'city']);
  const read = decodeAlarms(bytes, grid);
  expect(read).toEqual(features.map(asStored));
  expect(hex(encodeAlarms(read, grid))).toBe(hex(bytes));
  expect(encodeAlarms([], grid).length).toBe(10);
  expect(bytes.length / features.length).toBeLessThan(20_000);
});

test('stored bytes of version 1 keep their meaning', () => {
  const { columnValues, hex: stored, expected } = STORED_ALARMS_V1;
  const small = referenceOf(column(columnValues), { kinds: { x: 'categorical' } });
  const read = decodeAlarms(Buffer.from(stored, 'hex'), small.grid);
  expect(read).toMatchObject(expected);
  expect(hex(encodeAlarms(read, small.grid))).toBe(stored);
});

test('another grid, another version and what is no alarm are refused by name', () => {
  const other = referenceOf(column([1, 2, 3, 4, 5]));
  expect(() => decodeAlarms(bytes, other.grid)).toThrow(/alarms of grid/u);
  const changed = (at: number, value: number) => bytes.with(at, value);
  expect(() => decodeAlarms(changed(0, 0), grid)).toThrow(/no learnt alarms/u);
  expect(() => decodeAlarms(changed(2, 9), grid)).toThrow(/version 9/u);
});

test('every cut is a CodecError, and so are bytes too many', () => {
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => decodeAlarms(bytes.subarray(0, length), grid)).toThrow(CodecError);
  expect(() => decodeAlarms(Uint8Array.of(...bytes, 0), grid)).toThrow(CodecError);
});

test('damaged bytes are alarms of finite numbers or a CodecError', () => {
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
      try {
        for (const { alarm } of decodeAlarms(bytes.with(at, value), grid))
          for (const { cellPhi, laws, phi } of alarm.lengths) {
            expect(cellPhi.every(Number.isFinite) && Number.isFinite(phi)).toBe(true);
            for (const law of Object.values(laws)) expect(Object.values(law).every(Number.isFinite)).toBe(true);
          }
      } catch (error) {
        expect(error).toBeInstanceOf(CodecError);
      }
    }),
    { numRuns: 2_000 },
  );
});
