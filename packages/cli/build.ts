/** Bundles the command into dist/main.js, for an image: it needs Node 24 and what lies beside it. */
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');
/** Finds its WebAssembly beside itself, so it stays a package. */
const SCHEMA_ENGINE = '@prisma/schema-engine-wasm';

rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: { main: path.join(root, 'src/main.ts') },
  outdir: dist,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: 'linked',
  legalComments: 'linked',
  external: ['pg-native', `${SCHEMA_ENGINE}/*`],
  // Some dependencies are CommonJS and ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as requireOfBundle } from 'node:module'; const require = requireOfBundle(import.meta.url);",
  },
});
const fromStore = createRequire(path.join(root, '../store/package.json'));
const engine = path.dirname(fromStore.resolve(`${SCHEMA_ENGINE}/schema_engine_bg`));
cpSync(engine, path.join(dist, 'node_modules', SCHEMA_ENGINE), { recursive: true });
for (const part of ['schema.prisma', 'migrations']) {
  cpSync(path.join(root, '../../prisma', part), path.join(dist, 'prisma', part), { recursive: true });
}
cpSync(path.join(root, '../services/src/runbooks/default-runbooks'), path.join(dist, 'default-runbooks'), {
  recursive: true,
});
