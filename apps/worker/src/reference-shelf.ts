import { decodeReference, leanGrid, PackedReference, type Grid } from '@leeway/drift';
import { loadReferenceBodies, type Db } from '@leeway/store';

/** References decoded at a time: their text and what is read of it are needed no longer than that. */
const BODIES_AT_ONCE = 4;

/** References by id, for whoever in this process counts or judges by them: each is decoded and held once. */
export type ReferenceShelf = {
  /** Those that exist; held as long as a caller holds them. Throws where one cannot be read. */
  load: (ids: readonly string[]) => Promise<Map<string, PackedReference>>;
};

const shelves = new WeakMap<Db, ReferenceShelf>();

/** The shelf of a database; one a process. */
export function referenceShelf(db: Db): ReferenceShelf {
  const known = shelves.get(db) ?? createReferenceShelf((ids) => loadReferenceBodies(db, ids));
  shelves.set(db, known);
  return known;
}

export function createReferenceShelf(loadBodies: (ids: string[]) => Promise<Uint8Array[]>): ReferenceShelf {
  const references = new Map<string, WeakRef<PackedReference>>();
  const grids = new Map<string, WeakRef<Grid>>();
  const gone = new FinalizationRegistry<{ from: Map<string, WeakRef<WeakKey>>; key: string }>(({ from, key }) => {
    // Another may have taken its place.
    if (from.get(key)?.deref() === undefined) from.delete(key);
  });
  let running: Promise<unknown> = Promise.resolve();

  function pack(body: Uint8Array): PackedReference {
    const reference = decodeReference(body);
    const shared = grids.get(reference.gridId)?.deref();
    const grid = shared ?? leanGrid(reference.grid);
    if (shared === undefined) {
      grids.set(grid.id, new WeakRef(grid));
      gone.register(grid, { from: grids, key: grid.id });
    }
    const packed = new PackedReference(reference, grid);
    references.set(packed.id, new WeakRef(packed));
    gone.register(packed, { from: references, key: packed.id });
    return packed;
  }

  async function load(ids: readonly string[]): Promise<Map<string, PackedReference>> {
    const found = new Map<string, PackedReference>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const known = references.get(id)?.deref();
      if (known === undefined) missing.push(id);
      else found.set(id, known);
    }
    for (let start = 0; start < missing.length; start += BODIES_AT_ONCE)
      for (const body of await loadBodies(missing.slice(start, start + BODIES_AT_ONCE))) {
        const packed = pack(body);
        found.set(packed.id, packed);
      }
    return found;
  }

  return {
    // One after another: two callers that miss the same one must not decode it twice.
    load: (ids) => {
      const next = running.then(
        () => load(ids),
        () => load(ids),
      );
      running = next;
      return next;
    },
  };
}
