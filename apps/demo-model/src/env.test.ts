import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ModelId, TOPICS } from '@leeway/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { FEATURES } from './data/census-table.ts';
import { readSettings } from './env.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('settings', () => {
  it('have defaults that fit Leeway', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      http: { host: '127.0.0.1', port: 4310 },
      model: 'demo-employment',
      serving: { ratePerSecond: 100, labelDelayMs: 30_000 },
      scenarios: { autoplay: true, firstAfterMs: 120_000, calmMs: 180_000, longestMs: 900_000, atStart: null },
    });
    expect(settings.topics).toEqual({
      predictions: 'demo.employment.predictions',
      labels: 'demo.employment.labels',
      changes: TOPICS.changes,
      remediations: TOPICS.remediations,
      remediationResults: TOPICS.remediationResults,
      modelState: TOPICS.modelState,
    });
  });

  it('come from the environment, and from the command line before it', () => {
    vi.stubEnv('DEMO_RATE', '20');
    vi.stubEnv('DEMO_AUTOPLAY', '0');
    vi.stubEnv('KAFKA_BROKERS', 'a:1, b:2');
    vi.stubEnv('DEMO_PORT', '');
    const settings = readSettings(
      readCommandLine(['--rate', '7', '--label-delay', '5s', '--scenario', 'broken-feed']) ?? {},
    );
    expect(settings).toMatchObject({
      kafka: { brokers: ['a:1', 'b:2'] },
      http: { port: 4310 },
      serving: { ratePerSecond: 7, labelDelayMs: 5_000 },
      scenarios: { autoplay: false, atStart: 'broken-feed' },
    });
  });

  it('say everything that is wrong at once', () => {
    const read = () =>
      readSettings({ DEMO_RATE: '0', DEMO_PORT: 'x', KAFKA_BROKERS: 'nowhere', DEMO_SCENARIO: 'flood' });
    for (const name of ['DEMO_RATE', 'DEMO_PORT', 'KAFKA_BROKERS', 'DEMO_SCENARIO']) expect(read).toThrow(name);
  });
});

describe('the command line', () => {
  it.each([
    ['500ms', '500'],
    ['30s', '30000'],
    ['30', '30000'],
    ['1.5m', '90000'],
    ['1h', '3600000'],
  ])('reads %s as a time', (text, ms) => {
    expect(readCommandLine(['--calm', text])).toEqual({ DEMO_CALM_MS: ms });
  });

  it('knows its options', () => {
    expect(readCommandLine(['--no-autoplay'])).toEqual({ DEMO_AUTOPLAY: '0' });
    expect(readCommandLine(['--help'])).toBeNull();
    expect(() => readCommandLine(['--loud'])).toThrow('--loud');
    expect(() => readCommandLine(['--calm', 'soon'])).toThrow('soon is not a time');
  });
});

describe('leeway-model.json', () => {
  it('describes this model as it is set by default', () => {
    const file = path.join(import.meta.dirname, '../leeway-model.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const settings = readSettings({});
    expect(manifest).toMatchObject({
      id: ModelId.parse(settings.model),
      predictionTopic: settings.topics.predictions,
      labelTopic: settings.topics.labels,
      labelDelayMs: settings.serving.labelDelayMs,
      positiveClass: '1',
    });
    expect(Object.keys(manifest['features'] as object)).toEqual([...FEATURES]);
  });
});
