import { LabelEvent, PredictionEvent } from '@leeway/contracts';
import {
  countLabelled,
  createQualityPane,
  createReferenceBuilder,
  createTextTableBuilder,
  ReferenceRefused,
  rocAuc,
  type FrozenReference,
  type ModelTask,
  type ReferenceBuilder,
  type ReferenceProvenance,
} from '@leeway/drift';
import { ServiceError } from '../errors.ts';
import { classText } from './class-text.ts';
import type { ModelManifest } from './model-manifest.ts';

const MIN_ROWS = 200;
const MAX_ROWS = 20_000_000;
/** Of each class, for an AUC that means something. */
const MIN_OF_CLASS = 50;

/** A row of a reference: a prediction event, and what turned out to be true where that is known. */
const ReferenceRow = PredictionEvent.extend({ label: LabelEvent.shape.label.nullish() });

export type ReferenceQuality = { rocAuc: number; halfWidth: number; n: number };
export type FrozenRows = { reference: FrozenReference; quality: ReferenceQuality | null };

export type RowsToFreeze = {
  /** Scores are held against labels of binary models only; without a task it is one. */
  manifest: Pick<ModelManifest, 'id' | 'features' | 'positiveClass'> & { task?: ModelTask };
  rows: AsyncIterable<unknown> | Iterable<unknown>;
  /** `text`: features are cells of a CSV table, whose kinds are told from what they look like. */
  cells?: 'json' | 'text' | undefined;
  /** Asked when the last row was read: only then is it known what all of them hash to. */
  provenance: () => ReferenceProvenance;
};

/** Counts rows one by one into a reference; memory does not grow with their number. */
export async function freezeReference({ manifest, rows, cells, provenance }: RowsToFreeze): Promise<FrozenRows> {
  const labelled = createQualityPane();
  const positive = classText(manifest.positiveClass);
  const isBinary = (manifest.task ?? 'binary') === 'binary';
  try {
    const create = cells === 'text' ? createTextTableBuilder : createReferenceBuilder;
    const builder: ReferenceBuilder = create({ kinds: manifest.features });
    const span = { fromMs: Infinity, toMs: -Infinity };
    for await (const row of rows) {
      if (builder.rowCount >= MAX_ROWS) throw new ServiceError('invalid', `more than ${MAX_ROWS} rows`);
      const event = parseRow(row, builder.rowCount + 1, manifest.id);
      const { label, score, prediction, time } = event;
      // Rows without a time of their own say 0.
      if (time > 0) {
        span.fromMs = Math.min(span.fromMs, time);
        span.toMs = Math.max(span.toMs, time);
      }
      const isPositive = isBinary && isKnown(label) ? classText(label) === positive : undefined;
      builder.add(event.features, { score, prediction, positive: isPositive });
      if (isPositive !== undefined) countLabelled(labelled, { score: score ?? null, positive: isPositive });
    }
    if (builder.rowCount < MIN_ROWS)
      throw new ServiceError('invalid', `${builder.rowCount} rows: a reference needs ${MIN_ROWS} at least.`);
    return {
      reference: builder.freeze({ ...(span.fromMs <= span.toMs ? span : {}), ...provenance() }),
      quality: qualityOf(labelled),
    };
  } catch (error) {
    if (error instanceof ReferenceRefused) throw new ServiceError('invalid', error.message, { cause: error });
    throw error;
  }
}

function isKnown<T>(label: T | null | undefined): label is T {
  return label !== null && label !== undefined;
}

function parseRow(row: unknown, number: number, modelId: string) {
  const parsed = ReferenceRow.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.map(String).join('.') || '(row)';
    throw new ServiceError('invalid', `Reference row ${number}: ${where}: ${issue?.message ?? 'does not fit'}`);
  }
  if (parsed.data.model !== modelId)
    throw new ServiceError('invalid', `Reference row ${number} is of model "${parsed.data.model}", not "${modelId}".`);
  return parsed.data;
}

function qualityOf(labelled: ReturnType<typeof createQualityPane>): ReferenceQuality | null {
  const reading = rocAuc(labelled);
  if (reading.state === 'undefined' || Math.min(reading.positives, reading.negatives) < MIN_OF_CLASS) return null;
  return { rocAuc: reading.value, halfWidth: reading.halfWidth, n: reading.positives + reading.negatives };
}
