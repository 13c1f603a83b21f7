import { randomUUID } from 'node:crypto';
import { EventTimeMs } from '@leeway/contracts';
import {
  declaredKinds,
  encodeReference,
  gridOf,
  isMissingCell,
  type CountableEvent,
  type DeclaredKind,
  type FrozenReference,
  type ModelTask,
  type ReferenceProvenance,
} from '@leeway/drift';
import { actorName } from '@leeway/response';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Ctx } from '../../context.ts';
import { ServiceError } from '../../errors.ts';
import { authorize } from '../../people/authorize.ts';
import { inTransaction } from '../../transaction.ts';
import { freezeReference, type FrozenRows, type RowsToFreeze } from '../freeze-reference.ts';
import { encodeDraftPanes, type DraftPane } from './draft-panes.ts';
import { PaneLadder } from './pane-ladder.ts';
import { withinMemory } from './within-memory.ts';

const KEEP_MS = 86_400_000;
/** Of one person: the oldest give way, so that nobody fills the database by trying. */
const MAX_OWN = 10;
const MAX_SOURCE_CHARACTERS = 1_000;

export type ReferenceDraftRows = {
  /** Whose events the rows are; null for rows of no model, which say `DRAFT_MODEL`. */
  modelId: string | null;
  kinds: RowsToFreeze['manifest']['features'];
  positiveClass: string;
  /** Of what kind the model is; without it one that answers yes or no. */
  task?: ModelTask | undefined;
  /** Prediction events, with `label` where it is known. Asked twice: what is counted on a grid is read when there is one. */
  rows: () => RowsToFreeze['rows'];
  cells?: RowsToFreeze['cells'];
  /** Where the rows come from, in words. */
  source: string;
  /** Asked after the first reading. */
  provenance: () => Omit<ReferenceProvenance, 'detail' | 'createdBy'>;
};

/** What rows without a model of their own say. */
export const DRAFT_MODEL = 'draft';

/** Freezes rows for a form: kept for a day, until a model or another reference is made of them. */
export async function createReferenceDraft({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ReferenceDraftRows;
}): Promise<{ draftId: string; rowCount: number }> {
  authorize(ctx.actor, 'registerModel');
  const { modelId, kinds, positiveClass, task = 'binary', rows, cells, provenance } = input;
  const source = input.source.replaceAll('\u0000', '\uFFFD').toWellFormed().slice(0, MAX_SOURCE_CHARACTERS);
  let labelled = 0;
  async function* counted(): AsyncGenerator {
    for await (const row of withinMemory(rows())) {
      yield row;
      const { label } = row as { label?: unknown };
      if (label !== null && label !== undefined) labelled += 1;
    }
  }
  const { reference, quality } = await freezeReference({
    manifest: { id: modelId ?? DRAFT_MODEL, features: kinds, positiveClass, task },
    rows: counted(),
    cells,
    provenance: () => ({ ...provenance(), detail: source, createdBy: actorName(ctx.actor) }),
  });
  refuseUnstorable(reference);
  const panes = await countPanes(reference, rows(), cells);
  const draftId = await storeDraft(ctx, { modelId, source, reference, labelled, quality, panes });
  return { draftId, rowCount: reference.rowCount };
}

type FrozenDraft = FrozenRows & { modelId: string | null; source: string; labelled: number; panes: DraftPane[] };

async function storeDraft(
  ctx: Ctx,
  { modelId, source, reference, labelled, quality, panes }: FrozenDraft,
): Promise<string> {
  const id = randomUUID();
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    await tx.referenceDraft.create({
      data: {
        id,
        requesterId: ctx.actor.id,
        source,
        modelId,
        body: Buffer.from(encodeReference(reference)),
        rowCount: BigInt(reference.rowCount),
        labelled: BigInt(labelled),
        ...(quality === null ? {} : { quality }),
        panes: encodeDraftPanes(panes),
        createdAt: at,
        expiresAt: new Date(at.getTime() + KEEP_MS),
      },
    });
    await tx.$executeRaw`
      DELETE FROM reference_draft WHERE id IN (SELECT id FROM reference_draft WHERE requester_id = ${ctx.actor.id}
                                                ORDER BY created_at DESC, id OFFSET ${MAX_OWN})`;
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'reference-draft.create',
      target: `reference-draft:${id}`,
      data: { source, rows: reference.rowCount, modelId },
    });
  });
  return id;
}

/** Names go into columns of text, which hold neither zero bytes nor halves of characters. */
function refuseUnstorable({ features }: FrozenReference): void {
  const odd = features.find(({ name }) => name.includes('\u0000') || !name.isWellFormed());
  if (odd !== undefined)
    throw new ServiceError('invalid', `The feature ${JSON.stringify(odd.name)} has characters that cannot be stored.`);
}

async function countPanes(
  reference: FrozenReference,
  rows: RowsToFreeze['rows'],
  cells: RowsToFreeze['cells'],
): Promise<DraftPane[]> {
  const { rowCount, provenance } = reference;
  const kinds = new Map<string, DeclaredKind>(Object.entries(declaredKinds(reference)));
  const ladder = new PaneLadder(gridOf(reference), { toMs: provenance.toMs ?? null, rowCount });
  for await (const row of rows) {
    // Read before, by freezeReference: what does not fit has been refused there.
    const { time, ...event } = row as CountableEvent & { time?: unknown };
    const timeMs = EventTimeMs.safeParse(time).data ?? 0;
    ladder.add(timeMs, cells === 'text' ? { ...event, features: withoutMissing(event.features, kinds) } : event);
  }
  return ladder.finish();
}

/** Cells as the reference took them. */
function withoutMissing(
  features: CountableEvent['features'],
  kinds: ReadonlyMap<string, DeclaredKind>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(features).map(([name, cell]) => [
      name,
      typeof cell === 'string' && isMissingCell(cell, kinds.get(name)) ? null : cell,
    ]),
  );
}
