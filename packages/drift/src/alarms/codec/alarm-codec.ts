import { ByteReader } from '../../codec/byte-reader.ts';
import { ByteWriter } from '../../codec/byte-writer.ts';
import { readCells, writeCells } from '../../codec/cell-block.ts';
import { CodecError } from '../../codec/codec-error.ts';
import type { Grid } from '../../grid/grid.ts';
import type { LearntFeature } from '../../verdict/learnt/learnt-alarms.ts';
import { alarmCells } from '../alarm-counts.ts';
import { cellGroups } from '../cell-groups.ts';
import { CLASSINGS, emptyClassCounts, type ClassCounts } from '../class-counts.ts';
import type { FeatureAlarm } from '../feature-alarm.ts';
import { classTotals } from '../learn-length.ts';
import { alarmFeatureOf } from '../pane-cells.ts';
import { ALARM_CODEC_VERSION } from './alarm-codec-version.ts';
import { readLengthAlarm, writeLengthAlarm } from './length-alarm-codec.ts';

const MAGIC = [0x4c, 0x41];
const MOST_LENGTHS = 64;

function writeClasses(writer: ByteWriter, { classing, counts, rows, width }: ClassCounts): void {
  writer.byte(CLASSINGS.indexOf(classing));
  for (let index = 0; index < rows.length; index += 1)
    writeCells(writer, counts.subarray(index * width, (index + 1) * width));
}

function readClasses(reader: ByteReader, width: number): ClassCounts {
  const classing = CLASSINGS[reader.byte()];
  if (classing === undefined) throw new CodecError('an unknown classing of hours');
  const classes = emptyClassCounts(classing, width);
  for (let index = 0; index < classes.rows.length; index += 1) {
    const cells = classes.counts.subarray(index * width, (index + 1) * width);
    readCells(reader, cells);
    classes.rows[index] = cells.reduce((sum, count) => sum + count, 0);
  }
  return classes;
}

/**
 * What was learnt of some features of a grid: magic, version, grid id, then feature by feature the reference's counts by
 * class of hours and, for each window length, its laws as doubles and those of single cells as singles. What follows
 * from the counts (groups, ranks, tails) is not stored. 3 to 20 KB a feature of 256 cells.
 */
export function encodeAlarms(features: readonly LearntFeature[], grid: Grid): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writer.byte(ALARM_CODEC_VERSION);
  writer.hex(grid.id);
  writer.varint(features.length);
  for (const { layoutIndex, alarm } of features) {
    writer.varint(layoutIndex);
    writeClasses(writer, alarm.classes);
    writer.varint(alarm.lengths.length);
    for (const length of alarm.lengths) writeLengthAlarm(writer, length);
  }
  return writer.finish();
}

function readFeature(reader: ByteReader, grid: Grid): LearntFeature {
  const layoutIndex = reader.varint();
  const layout = grid.layouts[layoutIndex];
  const feature = layout === undefined ? undefined : alarmFeatureOf(layout);
  if (feature === undefined) throw new CodecError(`nothing can be learnt of feature ${layoutIndex} of the grid`);
  const classes = readClasses(reader, alarmCells(feature).width);
  const lengthCount = reader.varint();
  if (lengthCount > MOST_LENGTHS) throw new CodecError(`${lengthCount} window lengths`);
  const lengths = Array.from({ length: lengthCount }, () => readLengthAlarm(reader, feature.valueCells));
  const alarm: FeatureAlarm = { feature, groups: cellGroups(feature, classTotals(classes, feature)), classes, lengths };
  return { layoutIndex, alarm };
}

/** Strict: throws CodecError for another version, another grid, cut, damaged or overlong bytes. */
export function decodeAlarms(bytes: Uint8Array, grid: Grid): LearntFeature[] {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.byte() !== byte) throw new CodecError('no learnt alarms');
  const version = reader.byte();
  if (version !== ALARM_CODEC_VERSION) throw new CodecError(`learnt alarms of version ${version}`);
  const gridId = reader.hex(grid.id.length / 2);
  if (gridId !== grid.id) throw new CodecError(`alarms of grid ${gridId}, not ${grid.id}`);
  const count = reader.varint();
  if (count > grid.layouts.length) throw new CodecError(`${count} features of ${grid.layouts.length}`);
  const features: LearntFeature[] = [];
  for (let left = count; left > 0; left -= 1) {
    const feature = readFeature(reader, grid);
    if (feature.layoutIndex <= (features.at(-1)?.layoutIndex ?? -1)) throw new CodecError('features out of order');
    features.push(feature);
  }
  reader.end();
  return features;
}
