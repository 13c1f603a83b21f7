import type { AlarmReport } from './report.ts';
import {
  delayByKindTable,
  delayTable,
  falseAlertTable,
  groupTable,
  otherCalmTable,
  realTable,
  shortTable,
} from './tables.ts';

/** Tables of docs/alarms.md by the name that their place there has. */
export function sectionsOf(report: AlarmReport): Record<string, string[]> {
  return {
    'false-alerts': falseAlertTable(report),
    'false-alerts-by-kind': groupTable(report),
    'other-conditions': otherCalmTable(report),
    delays: delayTable(report),
    'delays-by-kind': delayByKindTable(report, 'mean +0.5 sd'),
    'short-references': shortTable(report),
    'real-files': realTable(report),
  };
}

/** The document with every table between `<!-- bench NAME -->` and `<!-- end -->` replaced. Throws where one lacks. */
export function withSections(document: string, report: AlarmReport): string {
  let text = document;
  for (const [name, lines] of Object.entries(sectionsOf(report))) {
    const start = `<!-- bench ${name} -->`;
    const from = text.indexOf(start);
    const to = text.indexOf('<!-- end -->', from);
    if (from < 0 || to < 0) throw new Error(`the document has no place for ${name}`);
    text = `${text.slice(0, from + start.length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`;
  }
  return text;
}
