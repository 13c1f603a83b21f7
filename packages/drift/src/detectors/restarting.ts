import type { Detector, DetectorSignal } from './detector.ts';

/** A detector that is made anew by the first value after a drift. */
export function restarting(start: () => Detector): Detector {
  let current = start();
  let drifted = false;
  return {
    update(value: number): DetectorSignal {
      if (drifted) current = start();
      const signal = current.update(value);
      drifted = signal.drift;
      return signal;
    },
  };
}
