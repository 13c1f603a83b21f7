import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import type { IncidentEvidence, RemediationPlan } from '@leeway/response';
import type { RemediationModel } from '@leeway/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../audit/verify-audit-chain.ts';
import { ServiceError } from '../errors.ts';
import { approveRemediation } from '../remediation/approve-remediation.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { applyEvaluationToIncidents } from './apply-evaluation-to-incidents.ts';
import { commentOnIncident } from './comment-on-incident.ts';
import { getIncident } from './get-incident.ts';
import { listIncidents, ListIncidentsInput } from './list-incidents.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resolveQuietIncidents } from './resolve-quiet-incidents.ts';
import { createResponseScene, PANE_MS, personOf, type ResponseScene } from './response-scene.ts';
import { RECOVERED_WINDOWS } from './settle-incident.ts';

const BROKEN = ['AGEP', 'SCHL'];
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

async function refusal(work: Promise<unknown>): Promise<ServiceError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

function planOf(row: RemediationModel | undefined): RemediationPlan {
  if (row === undefined) throw new Error('nothing was proposed');
  return row.plan as unknown as RemediationPlan;
}

/** A pipeline release, and the critical window just after it. */
async function breakFeed(): Promise<void> {
  await scene.report();
  await scene.judge([]);
  await scene.release('Feature pipeline p2 released', 'p1', 'p2');
  await scene.judge(BROKEN);
}

describe('a critical window', () => {
  it('opens an incident with evidence, cause, runbook and a proposal with before and after', async () => {
    await breakFeed();
    const [incident] = await scene.incidents();
    expect(incident).toMatchObject({
      title: 'Employment: AGEP and SCHL drifted',
      severity: 'critical',
      state: 'triggered',
      signal: 'drift',
      runbookId: 'broken-feature-feed',
      dedupKey: 'drift:demo',
    });
    expect(incident?.finding).toBe(
      'PSI of AGEP is 6.1, critical 0.2. SCHL is critical too. It began 2 s after "Feature pipeline p2 released".',
    );
    const evidence = incident?.evidence as unknown as IncidentEvidence;
    expect(evidence.rows.map(({ feature, metric, value }) => [feature, metric, value])).toEqual([
      ['AGEP', 'psi', 6.1],
      ['SCHL', 'missingRate', 0.4],
    ]);
    expect(evidence.diagnosis).toMatchObject({ cause: 'broken-feed', confidence: 'high' });
    expect(evidence.relatedChangeIds).toHaveLength(1);
    const [proposal] = await scene.remediations();
    expect(proposal).toMatchObject({
      action: 'set-pipeline',
      parameters: { pipeline: 'p1' },
      state: 'proposed',
      title: 'Roll the feature pipeline back to p1',
    });
    expect(planOf(proposal).rows[0]).toEqual({
      label: 'Feature pipeline',
      before: 'p2',
      after: 'p1',
      changes: true,
    });
    const actions = (await database.db.auditEntry.findMany({ orderBy: { seq: 'asc' } })).map(({ action }) => action);
    expect(actions).toEqual(['runbook.seed', 'incident.open', 'remediation.propose']);
    expect(await verifyAuditChain({ db: database.db })).toMatchObject({ ok: true, entries: 3 });
  });

  it('speaks on the timeline in the voices of who says it', async () => {
    await breakFeed();
    const rows = await database.db.timelineEntry.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] });
    expect(rows.map(({ voice }) => voice)).toEqual([
      'changed',
      'measured',
      'judged',
      'judged',
      'response',
      'response',
      'response',
    ]);
    expect(rows.at(-1)?.text).toBe('R-1 proposed: Roll the feature pipeline back to p1');
  });

  it('never opens a second incident, however often it is delivered and by how many', async () => {
    await breakFeed();
    const evaluation = scene.windowOf(BROKEN);
    const again = () =>
      database.db.$transaction(
        (tx) =>
          applyEvaluationToIncidents({
            ctx: scene.system,
            tx,
            model: scene.model,
            evaluation,
            service: scene.serviceOf([]),
          }),
        { maxWait: 20_000, timeout: 20_000 },
      );
    await Promise.all(Array.from({ length: 10 }, again));
    await scene.judge(BROKEN);
    expect(await scene.incidents()).toHaveLength(1);
    expect(await scene.remediations()).toHaveLength(1);
  });

  it('opens one incident when many workers see it first at the same moment', async () => {
    await scene.report();
    const evaluation = scene.windowOf(BROKEN);
    await Promise.all(
      Array.from({ length: 10 }, () =>
        database.db.$transaction(
          (tx) =>
            applyEvaluationToIncidents({
              ctx: scene.system,
              tx,
              model: scene.model,
              evaluation,
              service: scene.serviceOf([]),
            }),
          { maxWait: 20_000, timeout: 20_000 },
        ),
      ),
    );
    expect(await scene.incidents()).toHaveLength(1);
    expect((await scene.remediations()).length).toBeLessThanOrEqual(1);
  });

  it('is not applied for a person or an agent', async () => {
    const evaluation = scene.windowOf(BROKEN);
    for (const actor of [personOf('admin'), { kind: 'agent', id: 'a', name: 'bot' } as const]) {
      const work = database.db.$transaction((tx) =>
        applyEvaluationToIncidents({
          ctx: scene.ctxOf(actor),
          tx,
          model: scene.model,
          evaluation,
          service: scene.serviceOf([]),
        }),
      );
      expect((await refusal(work)).code).toBe('forbidden');
    }
    expect(await scene.incidents()).toHaveLength(0);
  });
});

describe('what is proposed', () => {
  it('is nothing while the model server says nothing, and says so once', async () => {
    for (let window = 0; window < 3; window += 1) await scene.judge(BROKEN);
    const said = (await scene.timeline()).filter((text) => text.startsWith('No remediation proposed'));
    expect(said).toEqual(['No remediation proposed: the model server has not reported its state']);
    await scene.report();
    await scene.judge(BROKEN);
    expect((await scene.remediations()).map(({ action }) => action)).toEqual(['set-pipeline']);
  });

  it('is never a rollback to where it is already', async () => {
    await scene.report({ pipeline: 'p1', pipelines: ['p1'] });
    await scene.release('Feature pipeline p1 restarted', 'p1', 'p1');
    await scene.judge(BROKEN);
    expect(await scene.remediations()).toHaveLength(0);
    expect(await scene.timeline()).toContain('No remediation proposed: No pipeline release before p1 is available.');
  });

  it('is nothing when no runbook fits', async () => {
    await scene.report();
    await scene.judge(['prediction']);
    expect(await scene.timeline()).toContain('No remediation proposed: no runbook fits');
    expect(await scene.remediations()).toHaveLength(0);
  });

  it('follows the evidence when another feature joins: the earlier approval is void', async () => {
    await breakFeed();
    const [seen] = await scene.remediations();
    await scene.judge([...BROKEN, 'MAR']);
    const [incident] = await scene.incidents();
    const evidence = incident?.evidence as unknown as IncidentEvidence;
    expect(evidence.rows.map(({ feature }) => feature).toSorted()).toEqual(['AGEP', 'MAR', 'SCHL']);
    const [redrawn] = await scene.remediations();
    expect(redrawn?.id).toBe(seen?.id);
    expect(redrawn?.contentHash).not.toBe(seen?.contentHash);
    const work = approveRemediation({
      ctx: scene.ctxOf(personOf('approver')),
      input: { id: seen?.id ?? '', contentHash: seen?.contentHash ?? '' },
    });
    expect((await refusal(work)).message).toBe('R-1 has changed since you opened it. Look at it again, then decide.');
    expect(await database.db.outbox.count()).toBe(0);
  });

  it('stays as it is while nothing new is measured', async () => {
    await breakFeed();
    const [seen] = await scene.remediations();
    for (let window = 0; window < 3; window += 1) await scene.judge(BROKEN);
    await scene.report();
    expect((await scene.remediations())[0]?.contentHash).toBe(seen?.contentHash);
  });

  it('takes in a release that becomes known later', async () => {
    await scene.report();
    await scene.judge(BROKEN);
    expect(await scene.remediations()).toHaveLength(1);
    const before = (await scene.incidents())[0]?.evidence as unknown as IncidentEvidence;
    expect(before.diagnosis.confidence).toBe('low');
    await scene.release('Feature pipeline p2 released', 'p1', 'p2', PANE_MS + 2_000);
    await scene.judge(BROKEN, { beganMs: before.rows[0]?.beganMs ?? 0 });
    const after = (await scene.incidents())[0]?.evidence as unknown as IncidentEvidence;
    expect(after.diagnosis).toMatchObject({ cause: 'broken-feed', confidence: 'high' });
    expect(after.relatedChangeIds).toHaveLength(1);
  });
});

describe('an incident ends', () => {
  it('by itself after enough ok windows, and supersedes what was proposed', async () => {
    await breakFeed();
    for (let window = 1; window < RECOVERED_WINDOWS; window += 1) await scene.judge([]);
    expect((await scene.incidents())[0]?.state).toBe('triggered');
    await scene.judge([]);
    expect((await scene.incidents())[0]).toMatchObject({ state: 'mitigated' });
    expect((await scene.remediations())[0]).toMatchObject({ state: 'superseded' });
    expect((await scene.timeline()).filter((text) => text === 'Verdict ok again')).toHaveLength(1);
    const { timeline } = await getIncident({
      ctx: scene.system,
      input: { number: (await scene.incidents())[0]?.number ?? 0 },
    });
    const judged = timeline.filter(({ voice }) => voice === 'judged').toReversed();
    expect(judged.map(({ judgement }) => judgement)).toEqual(['critical', 'critical', 'ok', 'ok']);
  });

  it('not while windows are unmeasured or bad in between', async () => {
    await breakFeed();
    for (let window = 0; window < RECOVERED_WINDOWS; window += 1) await scene.judge([], { verdict: 'no-data' });
    expect((await scene.incidents())[0]?.state).toBe('triggered');
    for (let window = 1; window < RECOVERED_WINDOWS; window += 1) await scene.judge([]);
    await scene.judge(BROKEN);
    await scene.judge([]);
    expect((await scene.incidents())[0]?.state).toBe('triggered');
  });

  it('and what comes back after that is a new one that points to it', async () => {
    await breakFeed();
    for (let window = 0; window < RECOVERED_WINDOWS; window += 1) await scene.judge([]);
    await scene.judge(BROKEN);
    const [first, second] = await scene.incidents();
    expect(first?.state).toBe('resolved');
    expect(second).toMatchObject({ state: 'triggered', previousId: first?.id });
    const detail = await getIncident({ ctx: scene.system, input: { number: second?.number ?? 0 } });
    expect(detail.previousNumber).toBe(first?.number);
  });

  it('by a person: the same episode does not open it again, a later one does', async () => {
    await breakFeed();
    const [incident] = await scene.incidents();
    const beganMs = incident?.beganAt.getTime() ?? 0;
    await resolveIncident({
      ctx: scene.ctxOf(personOf('responder')),
      input: { id: incident?.id ?? '', note: 'known, fixed upstream' },
    });
    expect((await scene.remediations())[0]?.state).toBe('superseded');
    await scene.judge(BROKEN, { beganMs });
    expect(await scene.incidents()).toHaveLength(1);
    await scene.judge([]);
    await scene.judge(BROKEN);
    const all = await scene.incidents();
    expect(all).toHaveLength(2);
    expect(all[1]?.previousId).toBe(incident?.id);
  });

  it('by a person, and what begins in the very pane of that opens a new one', async () => {
    await breakFeed();
    const [incident] = await scene.incidents();
    await scene.judge([]);
    const calmToMs = clock.now().getTime();
    clock.advance(3_000);
    await resolveIncident({ ctx: scene.ctxOf(personOf('responder')), input: { id: incident?.id ?? '', note: '' } });
    // Known to one pane, the new beginning lies before the resolution by the clock.
    await scene.judge(BROKEN, { beganMs: calmToMs });
    expect(await scene.incidents()).toHaveLength(2);
  });

  it('after quiet, when it was mitigated', async () => {
    await breakFeed();
    for (let window = 0; window < RECOVERED_WINDOWS; window += 1) await scene.judge([]);
    expect(await resolveQuietIncidents({ ctx: scene.system, quietMs: 60_000 })).toBe(0);
    clock.advance(60_000);
    expect(await resolveQuietIncidents({ ctx: scene.system, quietMs: 60_000 })).toBe(1);
    expect((await scene.incidents())[0]?.state).toBe('resolved');
  });

  it('not by a revision of a window that lies behind the newest', async () => {
    await scene.report();
    await scene.judge([]);
    const old = scene.windowOf(BROKEN);
    await scene.judge([]);
    await database.db.$transaction((tx) =>
      applyEvaluationToIncidents({
        ctx: scene.system,
        tx,
        model: scene.model,
        evaluation: old,
        service: scene.serviceOf([]),
      }),
    );
    expect(await scene.incidents()).toHaveLength(0);
  });
});

describe('slow and failing answers', () => {
  it('open an incident of their own beside drift, and propose the version before', async () => {
    await scene.report();
    await scene.judge([]);
    await scene.release('Model version v2 deployed', 'v1', 'v2');
    await scene.judge(['AGEP'], { service: ['latency', 'errors'] });
    const rows = await scene.incidents();
    expect(rows.map(({ dedupKey }) => dedupKey).toSorted()).toEqual(['drift:demo', 'service:demo']);
    const service = rows.find(({ dedupKey }) => dedupKey === 'service:demo');
    expect(service).toMatchObject({ signal: 'latency', runbookId: 'slow-or-failing-release' });
    expect(service?.finding).toContain('The share of slow answers is 93 %, critical 5 %');
    expect(service?.finding).toContain('It began 2 s after "Model version v2 deployed"');
    const proposal = (await scene.remediations()).find(({ incidentId }) => incidentId === service?.id);
    expect(proposal).toMatchObject({ action: 'set-version', parameters: { version: 'v1' } });
    expect(planOf(proposal).verification.signal).toBe('latency');
  });
});

describe('people and incidents', () => {
  it('acknowledge once: again by the same person changes nothing, another learns who was first', async () => {
    await breakFeed();
    const id = (await scene.incidents())[0]?.id ?? '';
    const ada = scene.ctxOf(personOf('responder'));
    const ben = scene.ctxOf({ kind: 'person', id: 'ben', name: 'Ben', role: 'responder' });
    clock.advance(5_000);
    await acknowledgeIncident({ ctx: ada, input: { id } });
    await acknowledgeIncident({ ctx: ada, input: { id } });
    const error = await refusal(acknowledgeIncident({ ctx: ben, input: { id } }));
    expect(error).toMatchObject({ code: 'conflict', message: 'It is acknowledged already. responder was first.' });
    const audits = await database.db.auditEntry.count({ where: { action: 'incident.acknowledge' } });
    expect(audits).toBe(1);
    const [row] = (await listIncidents({ ctx: ada, input: ListIncidentsInput.parse({ filter: 'open' }) })).items;
    expect(row).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'responder', pendingRemediationNumber: 1 });
  });

  it('may not without the role, and agents may only read', async () => {
    await breakFeed();
    const id = (await scene.incidents())[0]?.id ?? '';
    for (const actor of [personOf('viewer'), { kind: 'agent', id: 'a', name: 'bot' } as const]) {
      const ctx = scene.ctxOf(actor);
      expect((await refusal(acknowledgeIncident({ ctx, input: { id } }))).code).toBe('forbidden');
      expect((await refusal(resolveIncident({ ctx, input: { id, note: '' } }))).code).toBe('forbidden');
      expect((await refusal(commentOnIncident({ ctx, input: { id, text: 'x' } }))).code).toBe('forbidden');
      expect((await listIncidents({ ctx, input: ListIncidentsInput.parse({}) })).total).toBe(1);
    }
  });

  it('comment in Markdown, which is stored and given back as it was written', async () => {
    await breakFeed();
    const [incident] = await scene.incidents();
    const text = '<script>alert("x")</script> **bold** [link](javascript:alert(1)) \' OR 1=1 --';
    await commentOnIncident({ ctx: scene.ctxOf(personOf('responder')), input: { id: incident?.id ?? '', text } });
    const detail = await getIncident({ ctx: scene.system, input: { number: incident?.number ?? 0 } });
    expect(detail.timeline.find(({ actor }) => actor === 'responder')?.text).toBe(text);
  });

  it('lose a race to resolve with a conflict, and write one audit row', async () => {
    await breakFeed();
    const id = (await scene.incidents())[0]?.id ?? '';
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        resolveIncident({
          ctx: scene.ctxOf({ kind: 'person', id: `p${index}`, name: `P${index}`, role: 'responder' }),
          input: { id, note: '' },
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await database.db.auditEntry.count({ where: { action: 'incident.resolve' } })).toBe(1);
  });
});

describe('reading an incident', () => {
  it('gives the page what it shows', async () => {
    await breakFeed();
    const detail = await getIncident({ ctx: scene.ctxOf(personOf('viewer')), input: { number: 1 } });
    expect(detail.runbook).toEqual({ id: 'broken-feature-feed', title: 'Broken feature feed' });
    expect(detail.relatedChanges.map(({ title }) => title)).toEqual(['Feature pipeline p2 released']);
    expect(detail.series.length).toBe(2);
    expect(detail.remediations[0]).toMatchObject({
      number: 1,
      canDecide: false,
      cannotDecideReason: 'Deciding needs the role approver; you are viewer.',
      record: { proposed: 0, approved: 0, succeeded: 0, failed: 0 },
    });
    expect((await refusal(getIncident({ ctx: scene.system, input: { number: 99 } }))).code).toBe('not-found');
  });
});
