import { fileURLToPath } from 'node:url';
import { main } from './start/main.ts';

const exitCode = await main({
  mode: 'start',
  argv: process.argv.slice(2),
  rootDir: fileURLToPath(new URL('../../..', import.meta.url)),
});
process.exit(exitCode);
