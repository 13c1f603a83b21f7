import { expect, test } from 'vitest';
import { fc } from '../../test/properties.ts';
import { Event, paneOf, referenceOf } from '../../test/streams.ts';
import { CodecError } from '../codec/codec-error.ts';
import { sumPanes } from './merge-panes.ts';
import { encodePane } from './pane-codec.ts';
import { createPane } from './pane.ts';
import { addReadable, serviceOf, StoredPane } from './stored-pane.ts';

const Events = fc.array(Event, { minLength: 1, maxLength: 30 });

test('adds its parts to a sum as panes of their own would, read as a whole before or not', () => {
  fc.assert(
    fc.property(Events, fc.array(Events, { maxLength: 4 }), fc.boolean(), (base, parts, isReadBefore) => {
      const reference = referenceOf(base);
      const panes = parts.map((events) => paneOf(reference, events));
      const stored = new StoredPane(reference.grid);
      for (const pane of panes) stored.addPart(encodePane(pane, reference.grid));
      const sum = createPane(reference.grid);
      const first = paneOf(reference, base);
      addReadable(sum, first);
      if (isReadBefore) expect(stored.whole()).toEqual(sumPanes(reference.grid, panes));
      addReadable(sum, stored);
      expect(sum).toEqual(sumPanes(reference.grid, [first, ...panes]));
      const { events, errors, latencyCounts } = sumPanes(reference.grid, panes);
      expect(serviceOf(stored)).toMatchObject({ events, errors, latencyCounts });
    }),
    { numRuns: 60 },
  );
});

test('says what is wrong with a damaged part to whoever reads it', () => {
  const reference = referenceOf([{ features: { x: 1 } }, { features: { x: 2 } }]);
  const encoded = encodePane(paneOf(reference, [{ features: { x: 1 } }]), reference.grid);
  const stored = new StoredPane(reference.grid);
  stored.addPart(encoded.subarray(0, encoded.length - 1));
  expect(() => stored.whole()).toThrow(CodecError);
  expect(() => addReadable(createPane(reference.grid), stored)).toThrow(CodecError);
  expect(stored.service().events).toBe(1);
});
