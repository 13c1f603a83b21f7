import { adwinDetector } from './adwin.ts';
import { ddmDetector } from './ddm.ts';
import type { DetectorDefinition, DetectorId } from './detector.ts';
import { eddmDetector } from './eddm.ts';
import { hddmADetector } from './hddm-a.ts';
import { hddmWDetector } from './hddm-w.ts';
import { kswinDetector } from './kswin.ts';
import { pageHinkleyDetector } from './page-hinkley.ts';

/** Every detector by id, in the order in which they are listed. A new one is a file and a line here. */
export const DETECTORS = {
  adwin: adwinDetector,
  'page-hinkley': pageHinkleyDetector,
  ddm: ddmDetector,
  eddm: eddmDetector,
  'hddm-a': hddmADetector,
  'hddm-w': hddmWDetector,
  kswin: kswinDetector,
} as const satisfies Record<DetectorId, DetectorDefinition>;
