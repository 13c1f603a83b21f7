import { decodeJson, MAX_FEATURES, MAX_VALUE_BYTES, PredictionEvent } from '@leeway/contracts';
import {
  countEvent,
  countScanned,
  createPane,
  createReferenceBuilder,
  encodePane,
  EventScanner,
  gridOf,
  ScanModels,
  type Grid,
} from '@leeway/drift';
import { seededRandom } from '@leeway/testing';
import { expect, it } from 'vitest';
import { createAwkwardMessages } from './awkward-messages.ts';

/** More of them in a long run: LEEWAY_FUZZ_MESSAGES=300000. */
const MESSAGES = Number(process.env['LEEWAY_FUZZ_MESSAGES'] ?? 6_000);

function awkwardGrid(withScore: boolean): Grid {
  const random = seededRandom(5);
  const builder = createReferenceBuilder({ kinds: { code: 'categorical', loose: 'numeric' } });
  for (let i = 0; i < 2_000; i += 1)
    builder.add(
      {
        n1: Math.floor(random() * 100),
        n2: random() * 100,
        n3: Math.floor(random() * 5),
        city: ['web', 'ios', 'Zürich', '', 'constructor', '東京'][Math.floor(random() * 6)],
        code: String(Math.floor(random() * 20)),
        flag: random() < 0.5,
        loose: String(random() * 10),
        größe: (random() - 0.5) * 1e-3,
        constructor: random(),
      },
      withScore ? { score: random() } : { prediction: random() < 0.5 ? 'yes' : 'no' },
    );
  return gridOf(builder.freeze({ kind: 'file', detail: 'made up', createdBy: 'a test' }));
}

it(`a scanner reads what JSON.parse and the contract read, in ${MESSAGES} messages of all kinds`, () => {
  const grids = new Map<string, Grid | null>([
    ['scored', awkwardGrid(true)],
    ['answered', awkwardGrid(false)],
    ['bare', null],
  ]);
  const models = new ScanModels([...grids].map(([id, grid]) => ({ id, grid })));
  const scanner = new EventScanner({ maxBytes: MAX_VALUE_BYTES, maxFeatures: MAX_FEATURES });
  const next = createAwkwardMessages(seededRandom(Number(process.env['LEEWAY_FUZZ_SEED'] ?? 1)), [...grids.keys()]);
  let valid = 0;
  let scanned = 0;
  for (let i = 0; i < MESSAGES; i += 1) {
    const message = next();
    const decoded = decodeJson(PredictionEvent, message);
    const grid = decoded.ok ? grids.get(decoded.event.model) : undefined;
    if (decoded.ok && grid !== undefined) valid += 1;
    if (!scanner.scan(message, models)) continue;
    scanned += 1;
    const text = Buffer.from(message).toString();
    if (!decoded.ok || grid === undefined) throw new Error(`read, but should not be: ${text}`);
    const { event } = decoded;
    const read = {
      id: scanner.id,
      model: scanner.plan?.modelId,
      time: scanner.timeMs,
      version: scanner.version,
      score: scanner.score,
      prediction: scanner.prediction,
      latencyMs: scanner.latencyMs,
      status: scanner.hasFailed ? 'error' : 'ok',
    };
    const { id, model, time, version, score, prediction, latencyMs, status } = event;
    expect(read, text).toStrictEqual({ id, model, time, version, score, prediction, latencyMs, status });
    const names = Array.from({ length: scanner.features.unknownCount }, (_, index) => scanner.unknownFeature(index));
    const known = new Set(grid?.layouts.map(({ key }) => key));
    const unknown = Object.keys(event.features).filter((name) => !known.has(name));
    expect([...new Set(names)].toSorted(), text).toEqual(unknown.toSorted());
    if (grid === null) continue;
    const [slow, fast] = [createPane(grid), createPane(grid)];
    // Twice, so that sums carry and nothing is left over from the first time.
    for (let again = 0; again < 2; again += 1) {
      countEvent(slow, grid, event);
      countScanned(fast, scanner);
    }
    if (Buffer.compare(encodePane(slow, grid), encodePane(fast, grid)) !== 0) expect(fast, text).toEqual(slow);
  }
  // Most of what is valid is read without JSON.parse.
  expect(scanned / valid).toBeGreaterThan(0.6);
  expect(valid / MESSAGES).toBeGreaterThan(0.3);
});
