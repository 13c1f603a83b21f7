/** Draws the pictures and tables of docs/alarms.md anew from results.json: `node bench/alarms/rewrite-docs.ts`. */
import { readFileSync } from 'node:fs';
import { RESULTS, writeAll } from './bench-alarms.ts';
import type { AlarmReport } from './report.ts';

writeAll(JSON.parse(readFileSync(RESULTS, 'utf8')) as AlarmReport);
