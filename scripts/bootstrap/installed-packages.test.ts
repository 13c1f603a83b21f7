import { expect, it } from 'vitest';

type Lock = { packages: Record<string, Record<string, unknown>> };
const { missingPackages } = (await import(new URL('installed-packages.mjs', import.meta.url).href)) as {
  missingPackages: (lock: Lock, installed: Partial<Lock>) => string[];
};

const lock: Lock = {
  packages: {
    '': { name: 'leeway' },
    'packages/store': { version: '0.1.0' },
    'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' },
    'node_modules/@leeway/store': { resolved: 'packages/store', link: true },
    'node_modules/@turbo/darwin-64': { version: '2.0.0', optional: true },
    'packages/store/node_modules/pg': { version: '7.0.0' },
  },
};

it('finds nothing missing when npm wrote down the same', () => {
  const { '': _, 'node_modules/@turbo/darwin-64': __, ...packages } = lock.packages;
  expect(missingPackages(lock, { packages })).toEqual([]);
});

it.each([
  ['is absent', undefined],
  ['has another version', { version: '8.0.1', integrity: 'sha512-a' }],
  ['has other contents', { version: '8.0.0', integrity: 'sha512-b' }],
])('finds a package that %s', (_, pg) => {
  const packages = { ...lock.packages };
  if (pg === undefined) delete packages['node_modules/pg'];
  else packages['node_modules/pg'] = pg;
  expect(missingPackages(lock, { packages })).toEqual(['node_modules/pg']);
});

it('finds everything missing in an empty folder', () => {
  expect(missingPackages(lock, {})).toEqual([
    'node_modules/pg',
    'node_modules/@leeway/store',
    'packages/store/node_modules/pg',
  ]);
});
