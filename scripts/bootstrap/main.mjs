import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateClient } from './generate-client.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { SetupError } from './setup-error.mjs';

const rootDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const COMMANDS = ['start', 'dev', 'test', 'verify', 'faults'];

/** Installs what is missing, then hands over to the command on the pinned Node; resolves with its exit code. */
export async function main([command, ...rest]) {
  const beganAtMs = Date.now();
  if (!COMMANDS.includes(command)) {
    process.stderr.write(`\n  ✗ unknown command ${String(command)}\n  → one of: ${COMMANDS.join(', ')}\n\n`);
    return 1;
  }
  try {
    await installDependencies(rootDir);
    generateClient(rootDir);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\n  ✗ ${error.message.replaceAll('\n', '\n    ')}\n  → ${error.remedy}\n\n`);
    return 1;
  }
  return handOver(command, rest, beganAtMs);
}

function handOver(command, rest, beganAtMs) {
  const child = spawn(
    join(rootDir, 'node_modules/.bin/node'),
    [
      // kafkajs asks for a timer in the past, once a process, which does no harm.
      '--disable-warning=TimeoutNegativeWarning',
      join(rootDir, 'packages/devstack/src', `${command}.ts`),
      ...rest,
    ],
    { cwd: rootDir, stdio: 'inherit', env: { ...process.env, LEEWAY_BEGAN_AT_MS: String(beganAtMs) } },
  );
  // The command stops in order by itself; this script waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm passes a signal on to its shell, which may end without telling us.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`\n  ✗ ${error.message}\n  → rm -rf node_modules, then start again\n\n`);
      resolve(1);
    });
    child.once('exit', (code) => {
      clearInterval(orphaned);
      resolve(code ?? 143);
    });
  });
}
