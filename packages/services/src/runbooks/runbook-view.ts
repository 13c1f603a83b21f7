import type { RunbookMatch } from '@leeway/response';

export type RunbookRow = {
  id: string;
  title: string;
  version: number;
  updatedAtMs: number;
  updatedBy: string;
  match: RunbookMatch;
  summary: string;
};
export type RunbookDetail = RunbookRow & {
  markdown: string;
  versions: { version: number; savedAtMs: number; savedBy: string }[];
};
