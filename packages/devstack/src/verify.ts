import { fileURLToPath } from 'node:url';
import { runChecks } from './checks/main.ts';
import { formatStage, lintStage, typesStage } from './checks/static-stages.ts';
import { vitestStage } from './checks/vitest-stage.ts';

const exitCode = await runChecks(
  [formatStage, lintStage, typesStage, vitestStage('unit', 240_000)],
  fileURLToPath(new URL('../../..', import.meta.url)),
);
process.exit(exitCode);
