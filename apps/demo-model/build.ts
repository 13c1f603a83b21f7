/** Bundles the demo into dist/main.js, which needs Node 24 and nothing else, and puts its data beside it. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: { main: path.join(root, 'src/main.ts'), control: path.join(root, 'src/control.ts') },
  outdir: dist,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: 'linked',
  legalComments: 'linked',
  // kafkajs and pino are CommonJS and ask for Node's own modules by require.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
// Away from this folder nothing else says that main.js is an ES module.
writeFileSync(path.join(dist, 'package.json'), '{"type":"module"}\n');
mkdirSync(path.join(dist, 'data'));
for (const file of ['census-ma-employment.bin.gz', 'NOTICE'])
  cpSync(path.join(root, 'data', file), path.join(dist, 'data', file));
