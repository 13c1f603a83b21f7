import type { LabelEvent } from '../label-event.ts';
import { compileFeatures } from './compile-features.ts';
import type { DecodedPrediction, DecodedRecord } from './decoded-record.ts';
import { compileRows } from './expand-rows.ts';
import { compileIdentity } from './compile-identity.ts';
import { compileOutputs } from './compile-outputs.ts';
import { Refusal } from './refusal.ts';
import type { Row, Unpacked } from './row.ts';
import type { StreamMapping } from './stream-mapping.ts';
import type { StreamMessage } from './stream-message.ts';
import { usedPaths } from './used-paths.ts';

export type EventBuilder = (unpacked: Unpacked, message: StreamMessage) => DecodedRecord;

/** A mapping with everything filled in → events of a message without its envelope. */
export function compileEvents(mapping: StreamMapping): EventBuilder {
  const expand = compileRows(mapping);
  const identify = compileIdentity(mapping);
  const outputs = compileOutputs(mapping);
  const readFeatures = compileFeatures(mapping.features ?? {}, usedPaths(mapping));

  function predictionOf(row: Row, part: Unpacked['part']): DecodedPrediction {
    const answered = part === 'inputs' ? {} : outputs.answer(row);
    const features = part === 'outputs' || part === 'answer' ? {} : readFeatures(row.value, row.index);
    const event: DecodedPrediction = { ...identify(row), features, status: 'ok', ...answered };
    if (part !== 'whole') event.part = part;
    return event;
  }

  function labelOf(row: Row): LabelEvent {
    const { id, model, time } = identify(row);
    return { id, model, time, label: outputs.label(row) };
  }

  return (unpacked, message) => {
    const entries = expand(unpacked);
    const { root, attribute, part } = unpacked;
    const rows = entries.map((value, index) => ({ value, index, count: entries.length, root, attribute, message }));
    if (mapping.carries === 'labels') return { kind: 'labels', events: rows.map((row) => whereItIs(row, labelOf)) };
    return { kind: 'predictions', events: rows.map((row) => whereItIs(row, (one) => predictionOf(one, part))) };
  };
}

/** Says which row of several does not fit. */
function whereItIs<T>(row: Row, build: (row: Row) => T): T {
  if (row.count === 1) return build(row);
  try {
    return build(row);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(`row ${row.index}`, error.message);
    throw error;
  }
}
