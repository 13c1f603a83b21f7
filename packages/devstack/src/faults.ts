import { fileURLToPath } from 'node:url';
import { runChecks } from './checks/main.ts';
import { vitestStage } from './checks/vitest-stage.ts';

// What takes minutes: brokers and databases that die, rot and freeze under the workers.
const exitCode = await runChecks([vitestStage('faults', 900_000)], fileURLToPath(new URL('../../..', import.meta.url)));
process.exit(exitCode);
