import { parseArgs } from 'node:util';
import type { Env } from './env.ts';

export const USAGE = `A real classifier on real census records that publishes its answers to Kafka and obeys commands.

usage: node src/main.ts [options]
  --rate N              events a second (100)
  --label-delay TIME    until the truth of an answer becomes known (30s)
  --scenario NAME       start broken-feed, slow-release or population-shift at once
  --scenario-max TIME   a scenario that nobody cures ends after this (15m)
  --first-after TIME    until the first scenario starts by itself (2m)
  --calm TIME           between two scenarios (3m)
  --no-autoplay         no scenario starts by itself
  --seed N              chance of calm and scenarios (1)
  --port N              loopback port of the state page (4310)
  --state-dir FOLDER    what outlives the process (.leeway/demo-model)
  --brokers HOST:PORT   Kafka, separated by commas (127.0.0.1:9095)
TIME is 500ms, 30s, 15m or 1h; a bare number means seconds. For a running demo: node src/control.ts --help
`;

const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Command line → the environment variables that it stands for; null asks for the usage. */
export function readCommandLine(args: readonly string[]): Partial<Record<keyof Env, string>> | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string' },
      'label-delay': { type: 'string' },
      scenario: { type: 'string' },
      'scenario-max': { type: 'string' },
      'first-after': { type: 'string' },
      calm: { type: 'string' },
      'no-autoplay': { type: 'boolean' },
      seed: { type: 'string' },
      port: { type: 'string' },
      'state-dir': { type: 'string' },
      brokers: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return null;
  const given = {
    DEMO_RATE: values.rate,
    DEMO_LABEL_DELAY_MS: milliseconds(values['label-delay']),
    DEMO_SCENARIO: values.scenario,
    DEMO_SCENARIO_MAX_MS: milliseconds(values['scenario-max']),
    DEMO_FIRST_SCENARIO_AFTER_MS: milliseconds(values['first-after']),
    DEMO_CALM_MS: milliseconds(values.calm),
    DEMO_AUTOPLAY: values['no-autoplay'] === true ? '0' : undefined,
    DEMO_SEED: values.seed,
    DEMO_PORT: values.port,
    DEMO_STATE_DIR: values['state-dir'],
    KAFKA_BROKERS: values.brokers,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function milliseconds(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/u.exec(text);
  if (match === null) throw new Error(`${text} is not a time: 500ms, 30s, 15m, 1h`);
  return String(Math.round(Number(match[1]) * (UNITS_MS[match[2] ?? 's'] ?? 1_000)));
}
