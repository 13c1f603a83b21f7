import type { ByteReader } from '../../codec/byte-reader.ts';
import type { ByteWriter } from '../../codec/byte-writer.ts';
import { CodecError } from '../../codec/codec-error.ts';
import type { LengthAlarm } from '../feature-alarm.ts';
import { SINGLE_VIEWS } from '../window-views.ts';
import { readDouble, readSingle, writeDouble, writeSingle } from './float-codec.ts';

const EXCESS_VIEWS = ['null', 'new', 'tail', 'cell'] as const satisfies readonly (keyof LengthAlarm['excess'])[];

function writeLaws(writer: ByteWriter, laws: LengthAlarm['laws']): void {
  writer.byte(SINGLE_VIEWS.reduce((mask, view, bit) => mask + (laws[view] === undefined ? 0 : 1 << bit), 0));
  for (const view of SINGLE_VIEWS) {
    const law = laws[view];
    if (law === undefined) continue;
    for (const value of [law.mu, law.nu, law.tau, law.factor]) writeDouble(writer, value);
  }
}

function readLaws(reader: ByteReader): LengthAlarm['laws'] {
  const mask = reader.byte();
  if (mask >= 1 << SINGLE_VIEWS.length) throw new CodecError('an unknown view of an alarm');
  const laws: LengthAlarm['laws'] = {};
  for (const [bit, view] of SINGLE_VIEWS.entries())
    if ((mask & (1 << bit)) !== 0)
      laws[view] = {
        mu: readDouble(reader),
        nu: readDouble(reader),
        tau: readDouble(reader),
        factor: readDouble(reader),
      };
  return laws;
}

/** Cells that behave like chance (φ = 1, τ = 0) take a bit, others 8 bytes. */
function writeCellLaws(writer: ByteWriter, { cellPhi, cellTau }: LengthAlarm): void {
  const isPlain = (cell: number) => cellPhi[cell] === 1 && cellTau[cell] === 0;
  for (let from = 0; from < cellPhi.length; from += 8) {
    let mask = 0;
    for (let bit = 0; bit < 8 && from + bit < cellPhi.length; bit += 1) if (!isPlain(from + bit)) mask += 1 << bit;
    writer.byte(mask);
  }
  for (let cell = 0; cell < cellPhi.length; cell += 1) {
    if (isPlain(cell)) continue;
    writeSingle(writer, cellPhi[cell] ?? 1);
    writeSingle(writer, cellTau[cell] ?? 0);
  }
}

function readCellLaws(reader: ByteReader, cells: number): Pick<LengthAlarm, 'cellPhi' | 'cellTau'> {
  const cellPhi = new Float64Array(cells).fill(1);
  const cellTau = new Float64Array(cells);
  const other: number[] = [];
  for (let from = 0; from < cells; from += 8) {
    const mask = reader.byte();
    for (let bit = 0; bit < 8; bit += 1) {
      if ((mask & (1 << bit)) === 0) continue;
      if (from + bit >= cells) throw new CodecError(`cell ${from + bit} of ${cells}`);
      other.push(from + bit);
    }
  }
  for (const cell of other) {
    cellPhi[cell] = readSingle(reader);
    cellTau[cell] = readSingle(reader);
  }
  return { cellPhi, cellTau };
}

export function writeLengthAlarm(writer: ByteWriter, length: LengthAlarm): void {
  writer.varint(length.windowMs);
  writer.varint(length.windows);
  writeDouble(writer, length.meanRows);
  writeDouble(writer, length.phi);
  writeLaws(writer, length.laws);
  writeDouble(writer, length.cellFactor);
  for (const view of EXCESS_VIEWS) writeDouble(writer, length.excess[view]);
  writeDouble(writer, length.largestNew);
  writeDouble(writer, length.largestShape);
  writeCellLaws(writer, length);
}

/** `cells`: value cells of the feature. */
export function readLengthAlarm(reader: ByteReader, cells: number): LengthAlarm {
  const windowMs = reader.varint();
  if (windowMs === 0) throw new CodecError('a window without length');
  return {
    windowMs,
    windows: reader.varint(),
    meanRows: readDouble(reader),
    phi: readDouble(reader),
    laws: readLaws(reader),
    cellFactor: readDouble(reader),
    excess: { null: readDouble(reader), new: readDouble(reader), tail: readDouble(reader), cell: readDouble(reader) },
    largestNew: readDouble(reader),
    largestShape: readDouble(reader),
    ...readCellLaws(reader, cells),
  };
}
