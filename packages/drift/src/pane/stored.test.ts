import { expect, test } from 'vitest';
import { STORED_PANE_V1, STORED_REFERENCE_V1, STORED_V1 } from '../../test/stored-v1.ts';
import { decodeReference, encodeReference } from '../reference/reference-codec.ts';
import { decodePane, encodePane } from './pane-codec.ts';
import { readServiceCounts } from './read-service-counts.ts';

const stored = new TextEncoder().encode(STORED_REFERENCE_V1);
const pane = Uint8Array.from(STORED_PANE_V1.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));

test('a reference of version 1 is read with its id, hash and grid, and keeps them when it is written again', () => {
  const reference = decodeReference(stored);
  const { id, hash, gridId } = reference;
  expect({ id, hash, gridId }).toEqual({ id: STORED_V1.id, hash: STORED_V1.hash, gridId: STORED_V1.gridId });
  expect(reference).toMatchObject({ reconstruction: null, vectors: [], quality: null });
  expect(decodeReference(encodeReference(reference))).toEqual(reference);
});

test('a pane of version 1 is read, adds to new ones, and is written as version 2', () => {
  const { grid } = decodeReference(stored);
  const decoded = decodePane(pane, grid);
  expect([...decoded.counts.entries()].filter(([, count]) => count > 0)).toEqual(STORED_V1.cells);
  expect([decoded.events, decoded.errors]).toEqual([STORED_V1.events, STORED_V1.errors]);
  expect(decoded.excess.every((sum) => sum === 0)).toBe(true);
  const written = encodePane(decoded, grid);
  expect(written[2]).toBe(2);
  expect(decodePane(written, grid)).toEqual(decoded);
  expect(readServiceCounts(pane)).toEqual(readServiceCounts(written));
});
