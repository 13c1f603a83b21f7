import type { OpenSloProblem, SloDocument } from '@leeway/slo';

/** What an SLO of a document would be here. */
export type PlannedSlo = {
  action: 'create' | 'update' | 'unchanged';
  /** Of the SLO that is there already. */
  id: string | null;
  version: number | null;
  document: SloDocument;
  /** "99 % within 100 ms, 30 d". */
  objective: string;
};

/** A document of a file, and what becomes of it. */
export type ImportedDocument = {
  kind: string;
  name: string;
  ok: boolean;
  problems: OpenSloProblem[];
  becomes: string | null;
  slos: PlannedSlo[];
};

export type SloImportPlan = {
  documents: ImportedDocument[];
  refused: number;
  create: number;
  update: number;
  unchanged: number;
};

/** What came of one SLO. */
export type ImportOutcome = {
  name: string;
  modelId: string;
  outcome: 'created' | 'updated' | 'unchanged' | 'failed';
  id: string | null;
  /** Why it failed. */
  message: string | null;
};
