import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printStep } from './print-step.mjs';
import { SetupError } from './setup-error.mjs';

/** Generates the database client when the schema or its generator changed. */
export function generateClient(rootDir) {
  const beganAt = performance.now();
  const generated = join(rootDir, 'packages/store/src/generated');
  const stamp = join(generated, '.schema-hash');
  const hash = createHash('sha256')
    .update(readFileSync(join(rootDir, 'prisma/schema.prisma')))
    .update(readFileSync(join(rootDir, 'node_modules/prisma/package.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const result = spawnSync(
    join(rootDir, 'node_modules/.bin/node'),
    [join(rootDir, 'packages/store/src/schema/generate.ts')],
    { cwd: rootDir, encoding: 'utf8' },
  );
  if (result.status !== 0) {
    throw new SetupError(
      `the database client could not be generated:\n${`${result.stdout}${result.stderr}`.trim().slice(0, 2000)}`,
      'mend prisma/schema.prisma, then start again',
    );
  }
  writeFileSync(stamp, hash);
  printStep('database client', beganAt, 'generated');
}
