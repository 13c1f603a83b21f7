import type { DeclaredKind, ModelTask } from '@leeway/drift';
import { newMappingDraft, type MappingDraft } from './mapping-draft.ts';

/** The parts of the form, in the order in which they are filled in. */
export const STEPS = ['topic', 'messages', 'labels', 'reference', 'thresholds', 'model', 'live'] as const;
export type Step = (typeof STEPS)[number];

export const REFERENCE_SOURCES = ['last', 'between', 'file'] as const;
export type ReferenceSource = (typeof REFERENCE_SOURCES)[number];

export const FILE_COLUMNS = ['time', 'score', 'prediction', 'label', 'ignore'] as const;
export type FileColumn = (typeof FILE_COLUMNS)[number];

export const BEGINNINGS = ['now', 'reference-end', 'earliest'] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** A frozen reference that waits for its model, and what it was made from. */
export type DraftReference = { id: string; madeFrom: string };

/** Texts stay as they were typed, so that nothing is lost or corrected under the fingers. */
export type FormValues = {
  mapping: MappingDraft;
  /** How many of the newest messages fitted, and the mapping that they were read by. */
  fit: { key: string; fitting: number; seen: number } | null;
  /** What the stream calls the model. */
  streamName: string;
  /** What the model answers: one of two classes, one of several, a number. */
  task: ModelTask;
  labels: 'unset' | 'none' | 'topic';
  labelTopic: string;
  labelMapping: MappingDraft;
  /** What the topic of labels calls the model. */
  labelStreamName: string;
  positiveClass: string;
  source: ReferenceSource;
  rows: string;
  /** As in a datetime-local input, in UTC. */
  from: string;
  to: string;
  kinds: Record<string, DeclaredKind>;
  /** Columns of a file that are called otherwise than what they are; `ignore` has commas between names. */
  columns: Record<FileColumn, string>;
  freezing: { taskId: string; madeFrom: string } | null;
  draft: DraftReference | null;
  /** Rule that judges; empty = the usual one. */
  rule: string;
  criticalPerWeek: string;
  warningPerWeek: string;
  paneSeconds: string;
  windowPanes: string;
  minSamples: string;
  latenessSeconds: string;
  labelDelaySeconds: string;
  id: string;
  name: string;
  ownerTeam: string;
  environment: string;
  tier: string;
  description: string;
  sliceBy: string;
  beginning: Beginning;
  /** The model that was made of it. */
  madeModelId: string | null;
};

export function newFormValues(): FormValues {
  return {
    mapping: newMappingDraft('predictions'),
    fit: null,
    streamName: '',
    task: 'binary',
    labels: 'unset',
    labelTopic: '',
    labelMapping: newMappingDraft('labels'),
    labelStreamName: '',
    positiveClass: '1',
    source: 'last',
    rows: '5000',
    from: '',
    to: '',
    kinds: {},
    columns: { time: '', score: '', prediction: '', label: '', ignore: '' },
    freezing: null,
    draft: null,
    rule: '',
    criticalPerWeek: '0.5',
    warningPerWeek: '5',
    paneSeconds: '60',
    windowPanes: '3',
    minSamples: '200',
    latenessSeconds: '5',
    labelDelaySeconds: '3600',
    id: '',
    name: '',
    ownerTeam: '',
    environment: 'production',
    tier: '2',
    description: '',
    sliceBy: '',
    beginning: 'reference-end',
    madeModelId: null,
  };
}
