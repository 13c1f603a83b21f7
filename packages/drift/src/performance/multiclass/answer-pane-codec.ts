import { ByteReader } from '../../codec/byte-reader.ts';
import { ByteWriter } from '../../codec/byte-writer.ts';
import { CodecError } from '../../codec/codec-error.ts';
import { confusionOfAnswers, createAnswerPane, type AnswerPane } from './answer-pane.ts';
import { MAX_CLASSES } from './confusion-matrix.ts';

const MAGIC = [0x4c, 0x61]; // "La"
const VERSION = 1;
const MAX_NAME_BYTES = 4_000;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Magic, version, pairs left out and without an answer, names of the classes in order, counts as sparse varints. */
export function encodeAnswerPane(pane: AnswerPane): Uint8Array {
  const writer = new ByteWriter();
  for (const byte of MAGIC) writer.byte(byte);
  writer.byte(VERSION);
  writer.varint(pane.leftOut);
  writer.varint(pane.unanswered);
  const { classes, counts } = confusionOfAnswers(pane);
  writer.varint(classes.length);
  for (const name of classes) {
    const bytes = new TextEncoder().encode(name);
    writer.varint(bytes.length);
    writer.bytes(bytes);
  }
  writer.sparseCounts(counts);
  return writer.finish();
}

/** Strict: throws CodecError for another version, cut, damaged or overlong bytes. */
export function decodeAnswerPane(bytes: Uint8Array): AnswerPane {
  const reader = new ByteReader(bytes);
  for (const byte of MAGIC) if (reader.byte() !== byte) throw new CodecError('not a pane of answers');
  const version = reader.byte();
  if (version !== VERSION) throw new CodecError(`pane of answers version ${version}, this program reads ${VERSION}`);
  const pane = createAnswerPane();
  pane.leftOut = reader.varint();
  pane.unanswered = reader.varint();
  pane.classes.push(...readClasses(reader));
  const size = pane.classes.length;
  const counts = new Float64Array(size * size);
  reader.sparseCounts(counts);
  reader.end();
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    const row = Math.floor(cell / size);
    const answers = pane.counts.get(row) ?? new Map<number, number>();
    pane.counts.set(row, answers.set(cell % size, count));
  }
  return pane;
}

function readClasses(reader: ByteReader): string[] {
  const size = reader.varint();
  if (size > MAX_CLASSES) throw new CodecError(`${size} classes, ${MAX_CLASSES} are the most`);
  const classes = Array.from({ length: size }, () => readName(reader));
  if (new Set(classes).size !== size) throw new CodecError('a class is named twice');
  return classes;
}

function readName(reader: ByteReader): string {
  const length = reader.varint();
  if (length > MAX_NAME_BYTES) throw new CodecError(`the name of a class has ${length} bytes`);
  const bytes = Uint8Array.from({ length }, () => reader.byte());
  try {
    return decoder.decode(bytes);
  } catch {
    throw new CodecError('the name of a class is no text');
  }
}
