import { RunbookMatch } from '@leeway/response';
import type { RunbookModel } from '@leeway/store';
import type { RunbookRow } from './runbook-view.ts';

const MAX_SUMMARY = 200;

/** The first paragraph of the text, without Markdown's signs: what a list shows. */
export function runbookSummary(markdown: string): string {
  const paragraph = markdown
    .split(/\n\s*\n/u)
    .map((block) => block.trim())
    .find((block) => block !== '' && !/^(?:#|[-*+] |\d+\. |>|```|\|)/u.test(block));
  const text = (paragraph ?? '').replaceAll(/[*_`]/gu, '').replaceAll(/\s+/gu, ' ');
  return text.length <= MAX_SUMMARY ? text : `${text.slice(0, MAX_SUMMARY - 1)}…`;
}

export function toRunbookRow(row: RunbookModel): RunbookRow {
  return {
    id: row.id,
    title: row.title,
    version: row.version,
    updatedAtMs: row.updatedAt.getTime(),
    updatedBy: row.updatedBy,
    match: RunbookMatch.parse(row.match),
    summary: runbookSummary(row.markdown),
  };
}
