/**
 * The packages that the lock file wants and node_modules does not have in that version. npm writes down what it
 * installed in node_modules/.package-lock.json; packages for other platforms are rightly absent from it.
 */
export function missingPackages(lock, installed) {
  const present = installed.packages ?? {};
  return Object.entries(lock.packages ?? {})
    .filter(([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'))
    .filter(([path, wanted]) => {
      const found = present[path];
      if (found === undefined) return wanted.optional !== true && wanted.devOptional !== true && wanted.peer !== true;
      // Not the address: behind a mirror npm writes down the mirror's.
      return found.version !== wanted.version || found.integrity !== wanted.integrity;
    })
    .map(([path]) => path);
}
