import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPackages } from './installed-packages.mjs';
import { printStep } from './print-step.mjs';
import { SetupError } from './setup-error.mjs';

/** Runs `npm ci` unless node_modules already is what package-lock.json says. */
export async function installDependencies(rootDir) {
  const beganAt = performance.now();
  if (isInstalled(rootDir)) {
    printStep('dependencies', beganAt, 'unchanged');
    return;
  }
  process.stdout.write('  … npm ci, which takes about a minute on a new clone\n');
  const { code, output } = await npmCi(rootDir);
  if (code !== 0) {
    const lines = output.trim().split('\n').slice(0, 12).join('\n');
    throw new SetupError(
      `the dependencies could not be installed (npm ci ended with ${code}):\n${lines}`,
      'check the network and the npm registry settings (npm config get registry), then start again',
    );
  }
  if (!runsPinnedNode(rootDir)) {
    throw new SetupError(
      'node_modules/.bin/node does not run: its install script was not allowed',
      'run: npm config set ignore-scripts false, then: rm -rf node_modules, then start again',
    );
  }
  printStep('dependencies', beganAt, 'npm ci');
}

function isInstalled(rootDir) {
  const lock = readJson(join(rootDir, 'package-lock.json'));
  const installed = readJson(join(rootDir, 'node_modules/.package-lock.json'));
  if (lock === null || installed === null) return false;
  return missingPackages(lock, installed).length === 0 && runsPinnedNode(rootDir);
}

function runsPinnedNode(rootDir) {
  const wanted = readJson(join(rootDir, 'package.json')).devDependencies.node;
  const result = spawnSync(join(rootDir, 'node_modules/.bin/node'), ['--version'], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.trim() === `v${wanted}`;
}

function npmCi(rootDir) {
  // Started by npm: the same npm. Else the one on the path.
  const npmScript = process.env.npm_execpath;
  const [command, first] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript]] : ['npm', []];
  const child = spawn(command, [...first, 'ci', '--include=dev', '--include=optional', '--loglevel=error'], {
    cwd: rootDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk.toString()));
  child.stderr.on('data', (chunk) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
