import { RemediationCommand, TOPICS } from '@leeway/contracts';
import { DECISION_POLICY, type Actor } from '@leeway/response';
import type { RemediationModel } from '@leeway/store';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../audit/verify-audit-chain.ts';
import { ServiceError } from '../errors.ts';
import { createResponseScene, personOf, type ResponseScene } from '../incidents/response-scene.ts';
import { approveRemediation } from './approve-remediation.ts';
import { RejectRemediationInput } from './decision-input.ts';
import { expireRemediations, warnBeforeExpiry } from './expire-remediations.ts';
import { getRemediation } from './get-remediation.ts';
import { listRemediations, ListRemediationsInput } from './list-remediations.ts';
import { rejectRemediation } from './reject-remediation.ts';

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let scene: ResponseScene;

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(Date.parse('2026-11-25T03:12:40Z'));
  scene = await createResponseScene({ db: database.db, clock });
});
afterEach(async () => {
  await database.drop();
});

async function propose(): Promise<RemediationModel> {
  await scene.report();
  await scene.release('Feature pipeline p2 released', 'p1', 'p2');
  await scene.judge(['AGEP', 'SCHL']);
  const row = (await scene.remediations()).at(-1);
  if (row === undefined) throw new Error('nothing was proposed');
  return row;
}
async function refusal(work: Promise<unknown>): Promise<ServiceError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
const approve = (actor: Actor, row: RemediationModel) =>
  approveRemediation({ ctx: scene.ctxOf(actor), input: { id: row.id, contentHash: row.contentHash } });
const reject = (actor: Actor, row: RemediationModel, reason = 'the source itself changed') =>
  rejectRemediation({ ctx: scene.ctxOf(actor), input: { id: row.id, contentHash: row.contentHash, reason } });
const decisions = () =>
  database.db.auditEntry.findMany({
    where: { action: { in: ['remediation.approve', 'remediation.reject', 'remediation.expire'] } },
  });

describe('approving', () => {
  it('writes one command with the approver, the hash and an end, and one audit row', async () => {
    const row = await propose();
    clock.advance(1_000);
    await approve(personOf('approver', 'Ada'), row);
    const [message, ...others] = await database.db.outbox.findMany();
    expect(others).toHaveLength(0);
    expect(message).toMatchObject({ topic: TOPICS.remediations, key: 'demo', sentAt: null });
    expect(RemediationCommand.parse(message?.value)).toEqual({
      remediationId: row.id,
      model: 'demo',
      action: 'set-pipeline',
      parameters: { pipeline: 'p1' },
      issuedAt: clock.nowMs(),
      notAfter: clock.nowMs() + DECISION_POLICY.commandValidMs,
      approvedBy: 'Ada',
      contentHash: row.contentHash,
    });
    const [audit] = await decisions();
    expect(audit).toMatchObject({ action: 'remediation.approve', target: `remediation:${row.id}` });
    expect(audit?.actor).toMatchObject({ kind: 'person', id: 'person-Ada' });
    expect(audit?.data).toMatchObject({ contentHash: row.contentHash, from: 'proposed', to: 'approved' });
    const view = await getRemediation({ ctx: scene.system, input: { number: row.number } });
    expect(view).toMatchObject({ state: 'approved', decidedAtMs: clock.nowMs(), canDecide: false });
    expect(view.decidedBy).toMatchObject({ name: 'Ada' });
  });

  it.each([
    ['a viewer', personOf('viewer')],
    ['a responder', personOf('responder')],
    ['an agent', { kind: 'agent', id: 'agent', name: 'drift-triage' } as const],
    ['Leeway itself', { kind: 'system', id: 'worker', name: 'Leeway' } as const],
  ])('is refused to %s, and nothing is written', async (_name, actor) => {
    const row = await propose();
    expect((await refusal(approve(actor, row))).code).toBe('forbidden');
    expect((await refusal(reject(actor, row))).code).toBe('forbidden');
    expect(await database.db.outbox.count()).toBe(0);
    expect(await decisions()).toHaveLength(0);
    expect((await scene.remediations())[0]?.state).toBe('proposed');
  });

  it('comes too late at the moment of expiry, and says when that was', async () => {
    const row = await propose();
    clock.set(row.expiresAt.getTime());
    const error = await refusal(approve(personOf('admin'), row));
    expect(error.message).toMatch(/^R-1 expired at \d\d:\d\d:\d\d UTC; nothing was sent\.$/u);
    expect(await expireRemediations({ ctx: scene.system })).toBe(1);
    expect(await expireRemediations({ ctx: scene.system })).toBe(0);
    expect((await refusal(approve(personOf('admin'), row))).code).toBe('conflict');
    expect((await scene.remediations())[0]?.state).toBe('expired');
    expect(await database.db.outbox.count()).toBe(0);
  });

  it('one millisecond before expiry is in time', async () => {
    const row = await propose();
    clock.set(row.expiresAt.getTime() - 1);
    expect(await expireRemediations({ ctx: scene.system })).toBe(0);
    await approve(personOf('approver'), row);
    expect(await database.db.outbox.count()).toBe(1);
  });

  it('is void when the model reports another state than the card shows, and the card is drawn up anew', async () => {
    const row = await propose();
    // The report is written past the use case, as if it had arrived between reading the card and deciding.
    const reported = await database.db.modelState.findUniqueOrThrow({ where: { modelId: 'demo' } });
    await database.db.modelState.update({
      where: { modelId: 'demo' },
      data: { state: { ...(reported.state as object), threshold: 0.7 } },
    });
    expect((await refusal(approve(personOf('approver'), row))).message).toContain('reports another state');
    expect(await database.db.outbox.count()).toBe(0);
    const [redrawn] = await scene.remediations();
    expect(redrawn).toMatchObject({ id: row.id, state: 'proposed' });
    expect(redrawn?.contentHash).not.toBe(row.contentHash);
    expect((await refusal(approve(personOf('approver'), row))).message).toContain('has changed since you opened it');
    if (redrawn) await approve(personOf('approver'), redrawn);
    expect(await database.db.outbox.count()).toBe(1);
  });

  it('ends as superseded when the model has gone back by itself', async () => {
    const row = await propose();
    clock.advance(1_000);
    await scene.report({ pipeline: 'p1' });
    expect((await scene.remediations())[0]?.state).toBe('superseded');
    expect((await refusal(approve(personOf('approver'), row))).message).toContain('was superseded');
  });

  it('knows no remediation that is not there', async () => {
    const row = await propose();
    const ghost = { ...row, id: '00000000-0000-4000-8000-000000000000' };
    expect((await refusal(approve(personOf('approver'), ghost))).code).toBe('not-found');
  });
});

describe('rejecting', () => {
  it('ends the proposal with its reason and sends nothing; it is not proposed again', async () => {
    const row = await propose();
    await reject(personOf('approver'), row, 'an <b>earlier</b> pipeline reads the same values');
    const view = await getRemediation({ ctx: scene.system, input: { number: row.number } });
    expect(view).toMatchObject({ state: 'rejected', reason: 'an <b>earlier</b> pipeline reads the same values' });
    expect(await database.db.outbox.count()).toBe(0);
    await scene.judge(['AGEP', 'SCHL']);
    await scene.judge(['AGEP', 'SCHL']);
    expect(await scene.remediations()).toHaveLength(1);
    expect((await scene.timeline()).filter((text) => text.includes('R-1 did the same and was rejected'))).toHaveLength(
      1,
    );
  });

  it.each([
    ['no', ''],
    ['a blank', '     '],
    ['too short a', ' x '],
    ['too long a', 'x'.repeat(2_001)],
  ])('takes %s reason for none', (_name, reason) => {
    const input = { id: '00000000-0000-4000-8000-000000000000', contentHash: 'a'.repeat(64), reason };
    expect(RejectRemediationInput.safeParse(input).success).toBe(false);
  });

  it('tells the second who decided and when', async () => {
    const row = await propose();
    clock.advance(61_000);
    await reject(personOf('approver', 'Ada'), row);
    const error = await refusal(approve(personOf('admin'), row));
    expect(error.message).toBe('Ada rejected R-1 at 03:13:51 UTC.');
  });
});

describe('a race', () => {
  it('of 50 who approve, reject and expire one remediation has one decision and at most one command, every time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const modelId = `race-${round}`;
      const racing = await createResponseScene({ db: database.db, clock, modelId });
      await racing.report();
      await racing.release('Feature pipeline p2 released', 'p1', 'p2');
      await racing.judge(['AGEP', 'SCHL']);
      const [row] = await racing.remediations();
      if (row === undefined) throw new Error('nothing was proposed');
      // Those who expire it do so by a clock that has reached the moment of expiry.
      const late = { ...racing.system, now: () => row.expiresAt };
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) => {
          const actor = personOf('approver', `P${index}`);
          const ctx = racing.ctxOf(actor);
          const input = { id: row.id, contentHash: row.contentHash };
          const turn = index + round;
          if (turn % 5 === 0) return expireRemediations({ ctx: late }).then((expired) => expired > 0);
          if (turn % 2 === 0) return approveRemediation({ ctx, input }).then(() => true);
          return rejectRemediation({ ctx, input: { ...input, reason: 'not this one' } }).then(() => true);
        }),
      );
      const won = results.filter((result) => result.status === 'fulfilled' && result.value);
      const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect(won).toHaveLength(1);
      for (const reason of lost) {
        expect(reason).toBeInstanceOf(ServiceError);
        expect(reason).toMatchObject({ code: 'conflict' });
        expect((reason as ServiceError).message).toMatch(/approved R-|rejected R-|expired at/u);
      }
      const [after] = await racing.remediations();
      const audits = (await decisions()).filter(({ target }) => target === `remediation:${row.id}`);
      expect(audits).toHaveLength(1);
      expect(audits[0]?.action).toBe(
        after?.state === 'approved'
          ? 'remediation.approve'
          : after?.state === 'rejected'
            ? 'remediation.reject'
            : 'remediation.expire',
      );
      const commands = await database.db.outbox.count({ where: { key: modelId } });
      expect(commands).toBe(after?.state === 'approved' ? 1 : 0);
    }
    expect(await verifyAuditChain({ db: database.db })).toMatchObject({ ok: true });
  }, 180_000);

  it('of one person who clicks twice sends one command', async () => {
    const row = await propose();
    const ada = personOf('approver');
    const results = await Promise.allSettled([approve(ada, row), approve(ada, row)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await database.db.outbox.count()).toBe(1);
  });
});

describe('waiting', () => {
  it('is warned about once before expiry', async () => {
    const row = await propose();
    expect(await warnBeforeExpiry({ ctx: scene.system })).toBe(0);
    clock.set(row.expiresAt.getTime() - DECISION_POLICY.warnBeforeMs);
    expect(await warnBeforeExpiry({ ctx: scene.system })).toBe(1);
    expect(await warnBeforeExpiry({ ctx: scene.system })).toBe(0);
    expect((await scene.timeline()).at(-1)).toBe('R-1 expires in 5 min if nobody decides');
  });

  it('ends in a new proposal when the first expired and it is still bad', async () => {
    const row = await propose();
    clock.set(row.expiresAt.getTime() + 1);
    await expireRemediations({ ctx: scene.system });
    await scene.report();
    await scene.judge(['AGEP', 'SCHL']);
    expect((await scene.remediations()).map(({ state }) => state)).toEqual(['expired', 'proposed']);
  });

  it('is listed soonest to expire first, with what a reader may do', async () => {
    await propose();
    const list = async (filter: string) =>
      listRemediations({ ctx: scene.ctxOf(personOf('approver')), input: ListRemediationsInput.parse({ filter }) });
    const waiting = await list('waiting');
    expect(waiting).toMatchObject({ total: 1, waiting: 1 });
    expect(waiting.items[0]).toMatchObject({ canDecide: true, cannotDecideReason: null, incidentNumber: 1 });
    expect((await list('running')).total).toBe(0);
    expect((await list('finished')).total).toBe(0);
  });
});
