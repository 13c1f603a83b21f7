export type CrosshairStore = {
  get: () => number | null;
  set: (ms: number | null) => void;
  subscribe: (listener: () => void) => () => void;
};

/** The instant under the pointer, shared by the panels of one axis; only what shows it renders again when it moves. */
export function createCrosshairStore(): CrosshairStore {
  let current: number | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (ms) => {
      if (ms === current) return;
      current = ms;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
