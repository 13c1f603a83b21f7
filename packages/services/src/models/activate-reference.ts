import { encodeReference, type FrozenReference } from '@leeway/drift';
import type { Actor } from '@leeway/response';
import { actorName } from '@leeway/response';
import { notifyLive, type Tx } from '@leeway/store';
import type { ReferenceQuality } from './freeze-reference.ts';

/** Stores a reference unless its like is stored already. */
export async function storeReference(
  tx: Tx,
  input: { modelId: string; reference: FrozenReference; quality: ReferenceQuality | null; at: Date },
): Promise<{ isNew: boolean }> {
  const { modelId, reference, quality, at } = input;
  const { count } = await tx.reference.createMany({
    data: [
      {
        id: reference.id,
        modelId,
        gridId: reference.gridId,
        hash: reference.hash,
        features: reference.features.map(({ name }) => name),
        rowCount: BigInt(reference.rowCount),
        body: Buffer.from(encodeReference(reference)),
        provenance: { ...reference.provenance, ...(quality === null ? {} : { quality }) },
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  return { isNew: count === 1 };
}

/** Judges from now on against another reference; a change like any other, told where changes are told. */
export async function activateReference(
  tx: Tx,
  input: {
    modelId: string;
    referenceId: string;
    previousId: string | null;
    detail: string;
    actor: Actor;
    at: Date;
    changeId: string;
  },
): Promise<void> {
  const { modelId, referenceId, previousId, detail, actor, at, changeId } = input;
  await tx.model.update({ where: { id: modelId }, data: { activeReferenceId: referenceId } });
  await tx.changeEvent.create({
    data: {
      id: changeId,
      modelId,
      kind: 'config',
      title: previousId === null ? 'Reference set' : 'Reference replaced',
      detail,
      actor: actorName(actor),
      fromValue: previousId,
      toValue: referenceId,
      at,
      receivedAt: at,
    },
  });
  await notifyLive(tx, { kind: 'change', modelId, id: changeId, atMs: at.getTime() });
  await notifyLive(tx, { kind: 'model', modelId, atMs: at.getTime() });
}
