import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Env as DemoEnv } from '../../../../apps/demo-model/src/env.ts';
import { Env as WebEnv } from '../../../../apps/web/src/env.ts';
import { Env as WorkerEnv } from '../../../../apps/worker/src/env.ts';
import { StackEnv } from './settings.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const examples = new Map(
  [...read('.env.example').matchAll(/^#?(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*)$/gmu)].map((match) => [
    match.groups?.['name'] ?? '',
    match.groups?.['value'] ?? '',
  ]),
);
const schemas = { 'npm start': StackEnv, web: WebEnv, worker: WorkerEnv, 'demo-model': DemoEnv };
const ofCompose = [...read('docker-compose.yml').matchAll(/\$\{(?<name>[A-Z_]+)[:}]/gu)].map(
  (match) => match.groups?.['name'] ?? '',
);

it('lists exactly the settings that exist', () => {
  const known = new Set([...Object.values(schemas).flatMap((schema) => Object.keys(schema.shape)), ...ofCompose]);
  expect([...examples.keys()].toSorted()).toEqual([...known].toSorted());
});

it('switches nothing on by itself', () => {
  const active = read('.env.example')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(active).toEqual([]);
});

describe.each(Object.entries(schemas))('%s', (_, schema) => {
  it.each(Object.entries(schema.shape))('shows what %s is when unset, or a value that it takes', (name, field) => {
    const example = examples.get(name);
    const shown = field.safeParse(example === '' ? undefined : example);
    expect(shown.error?.issues ?? []).toEqual([]);
    const unset = field.safeParse(undefined);
    if (unset.success && unset.data !== undefined) expect(shown.data).toEqual(unset.data);
  });
});
