import { fileURLToPath } from 'node:url';
import { browserStage } from './checks/browser-stage.ts';
import { composeStage, prometheusStage } from './checks/deploy-stage.ts';
import { runChecks } from './checks/main.ts';
import { buildStage, formatStage, lintStage, typesStage } from './checks/static-stages.ts';
import { vitestStage } from './checks/vitest-stage.ts';

const exitCode = await runChecks(
  [
    formatStage,
    lintStage,
    typesStage,
    composeStage,
    prometheusStage,
    vitestStage('unit', 300_000),
    buildStage,
    vitestStage('integration', 1_200_000),
    browserStage(1_200_000),
  ],
  fileURLToPath(new URL('../../..', import.meta.url)),
);
process.exit(exitCode);
