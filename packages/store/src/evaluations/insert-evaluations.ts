import type { Tx } from '../client.ts';
import { Prisma } from '../generated/client.ts';

/** A judged window as it is stored. */
export type EvaluationInsert = Omit<Prisma.EvaluationUncheckedCreateInput, 'revision' | 'createdAt' | 'ratios'> & {
  ratios: number[];
};

/** Every column that is written, with what writes it: one that is added to the table has to be added here. */
const VALUES = {
  id: ['id', ({ id }) => Prisma.sql`${id}`],
  modelId: ['model_id', ({ modelId }) => Prisma.sql`${modelId}`],
  referenceId: ['reference_id', ({ referenceId }) => Prisma.sql`${referenceId}`],
  windowStartAt: ['window_start_at', ({ windowStartAt }) => Prisma.sql`${windowStartAt}::timestamptz`],
  windowEndAt: ['window_end_at', ({ windowEndAt }) => Prisma.sql`${windowEndAt}::timestamptz`],
  n: ['n', ({ n }) => Prisma.sql`${n}::int`],
  verdict: ['verdict', ({ verdict }) => Prisma.sql`${verdict}`],
  status: ['status', ({ status }) => Prisma.sql`${status ?? 'no-data'}`],
  ratio: ['ratio', ({ ratio }) => Prisma.sql`${ratio}::float8`],
  worstFeature: ['worst_feature', ({ worstFeature }) => Prisma.sql`${worstFeature ?? null}::text`],
  worstMetric: ['worst_metric', ({ worstMetric }) => Prisma.sql`${worstMetric ?? null}::text`],
  ratios: ['ratios', ({ ratios }) => Prisma.sql`${ratios}::float8[]`],
  marks: ['marks', ({ marks }) => Prisma.sql`${marks}`],
  features: ['features', ({ features }) => json(features)],
  multivariate: ['multivariate', ({ multivariate }) => json(multivariate ?? [])],
  judgedBy: ['judged_by', ({ judgedBy }) => json(judgedBy ?? {})],
  service: ['service', ({ service }) => json(service ?? {})],
  memoryBefore: ['memory_before', ({ memoryBefore }) => json(memoryBefore ?? {})],
} as const satisfies Record<keyof EvaluationInsert, [column: string, value: (row: EvaluationInsert) => Prisma.Sql]>;

function json(value: unknown): Prisma.Sql {
  return Prisma.sql`${JSON.stringify(value)}::jsonb`;
}

/**
 * Inserts windows in one statement and returns the ids of those that were not there before; the others stay as they are.
 * By hand, since the client's own way walks through every number of every feature: a third of what judging costs.
 */
export async function insertEvaluations(tx: Tx, rows: readonly EvaluationInsert[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const columns = Object.values(VALUES);
  const values = rows.map((row) => Prisma.sql`(${Prisma.join(columns.map(([, value]) => value(row)))})`);
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO evaluation (${Prisma.raw(columns.map(([column]) => column).join(', '))})
    VALUES ${Prisma.join(values)} ON CONFLICT (id) DO NOTHING RETURNING id`;
  return new Set(inserted.map(({ id }) => id));
}
