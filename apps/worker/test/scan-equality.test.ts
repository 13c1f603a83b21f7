import { decodeJson, MAX_FEATURES, MAX_VALUE_BYTES, PredictionEvent } from '@leeway/contracts';
import { addKeys, countEvent, createPane, encodePane, EventScanner, ScanModels, type Grid } from '@leeway/drift';
import { seededRandom } from '@leeway/testing';
import { expect, it } from 'vitest';
import { awkwardGrid } from './awkward-grid.ts';
import { createAwkwardMessages } from './awkward-messages.ts';

/** More of them in a long run: LEEWAY_FUZZ_MESSAGES=300000. */
const MESSAGES = Number(process.env['LEEWAY_FUZZ_MESSAGES'] ?? 6_000);
/** Of a busy machine. */
const WITHIN_MS = 20_000 + 10 * MESSAGES;

/** As a message lies in what was received: after others and before others, which look like more of it. */
function received(message: Uint8Array, behind: number): Uint8Array {
  const bytes = new Uint8Array(message.length + 16 + behind).fill(0x31);
  bytes.set(message, 16);
  return bytes.subarray(16, 16 + message.length);
}

it.each([
  ['one by one', undefined],
  ['by code that is generated after a few', 4],
])(
  `a scanner reads what JSON.parse and the contract read, in ${MESSAGES} messages of all kinds, members %s`,
  { timeout: WITHIN_MS },
  (_name, templateFrom) => {
    const grids = new Map<string, Grid | null>([
      ['scored', awkwardGrid('score')],
      ['answered', awkwardGrid('prediction')],
      ['bare', null],
    ]);
    const scored = grids.get('scored');
    if (scored) addKeys(scored);
    const models = new ScanModels([...grids].map(([id, grid]) => ({ id, grid })));
    const scanner = new EventScanner({
      maxBytes: MAX_VALUE_BYTES,
      maxFeatures: MAX_FEATURES,
      ...(templateFrom === undefined ? {} : { templateFrom }),
    });
    const next = createAwkwardMessages(seededRandom(Number(process.env['LEEWAY_FUZZ_SEED'] ?? 1)), [...grids.keys()]);
    /** Of all messages, counted together: what is settled late must not be lost or mixed up. */
    const sums = [...grids.values()].flatMap((grid) =>
      grid === null ? [] : [{ grid, slow: createPane(grid), fast: createPane(grid), slice: createPane(grid) }],
    );
    let valid = 0;
    let scanned = 0;
    for (let i = 0; i < MESSAGES; i += 1) {
      const message = next();
      const decoded = decodeJson(PredictionEvent, message);
      const grid = decoded.ok ? grids.get(decoded.event.model) : undefined;
      if (decoded.ok && grid !== undefined) valid += 1;
      if (!scanner.scan(received(message, i % 80), models)) continue;
      scanned += 1;
      const text = Buffer.from(message).toString();
      if (!decoded.ok || grid === undefined) throw new Error(`read, but should not be: ${text}`);
      const { event } = decoded;
      const read = {
        id: scanner.fields.id,
        model: scanner.model?.id,
        time: scanner.fields.timeMs,
        version: scanner.fields.version,
        score: scanner.fields.score,
        prediction: scanner.fields.prediction,
        latencyMs: scanner.fields.latencyMs,
        status: scanner.fields.hasFailed ? 'error' : 'ok',
      };
      const { id, model, time, version, score, prediction, latencyMs, status } = event;
      expect(read, text).toStrictEqual({ id, model, time, version, score, prediction, latencyMs, status });
      const known = new Set(grid?.layouts.map(({ key }) => key));
      const unknown = Object.keys(event.features).filter((name) => !known.has(name));
      expect([...(scanner.unknownFeatures() ?? [])].toSorted(), text).toEqual(unknown.toSorted());
      if (grid === null) continue;
      const sum = sums.find((one) => one.grid === grid);
      if (sum === undefined) continue;
      countEvent(sum.slow, grid, event);
      scanner.count(sum.fast);
      if (i % 3 === 0) scanner.count(sum.slice);
      if (i % 5 !== 0) continue;
      const [slow, fast] = [createPane(grid), createPane(grid)];
      countEvent(slow, grid, event);
      scanner.count(fast);
      if (i % 2 === 0) scanner.settle();
      if (Buffer.compare(encodePane(slow, grid), encodePane(fast, grid)) !== 0) expect(fast, text).toEqual(slow);
    }
    scanner.settle();
    for (const { slow, fast, slice } of sums) {
      expect(fast).toEqual(slow);
      expect(slice.events).toBeGreaterThan(0);
    }
    // Most of what is valid is read without JSON.parse.
    expect(scanned / valid).toBeGreaterThan(0.6);
    expect(valid / MESSAGES).toBeGreaterThan(0.3);
  },
);
