import type { Actor } from '@leeway/response';
import { defaultSpec, type SliKind, type SloDocument } from '@leeway/slo';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../../context.ts';
import { archiveSlo } from '../archive-slo.ts';
import { saveSlo } from '../save-slo.ts';
import { createModel } from '../test-history.ts';
import type { PrometheusSources } from '../prometheus/prometheus-port.ts';
import { exportSlos, ExportSlosInput } from './export-slos.ts';
import { ImportSlosInput, PlanSloImportInput } from './import-input.ts';
import { importSlos } from './import-slos.ts';
import { planSloImport } from './plan-slo-import.ts';

const person = (role: 'viewer' | 'responder'): Actor => ({ kind: 'person', id: role, name: 'Ada', role });
let database: TestDatabase;
const { now } = fixedClock(Date.UTC(2026, 10, 25, 3));
const as = (role: 'viewer' | 'responder' = 'responder'): Ctx => ({
  db: database.db,
  actor: person(role),
  now,
  requestId: 'test',
});

const sources: PrometheusSources = new Map();
const exported = (input: Partial<ExportSlosInput> = {}) =>
  exportSlos({ ctx: as('viewer'), input: ExportSlosInput.parse(input) });
const plan = (text: string, modelId: string | null = null) =>
  planSloImport({ ctx: as('viewer'), input: PlanSloImportInput.parse({ text, modelId }), sources });
const run = (text: string, more: Partial<ImportSlosInput> = {}, ctx = as()) =>
  importSlos({ ctx, input: ImportSlosInput.parse({ text, ...more }), sources });

function create(kind: SliKind, modelId: string): Promise<{ id: string }> {
  const spec = defaultSpec({ kind, target: 0.99, windowDays: 28 });
  const document: SloDocument = {
    modelId,
    name: `The ${kind}: "quoted", #1`,
    description: 'Two\nlines',
    target: 0.99,
    windowDays: 28,
    spec,
  };
  return saveSlo({ ctx: as(), input: { id: null, expectedVersion: null, document, reason: '' } });
}

beforeEach(async () => {
  database = await createTestDatabase();
  await createModel(database.db, 'fraud.scores');
});
afterEach(() => database.drop());

describe('export', () => {
  it('is the same SLOs when it is imported, there and into another model', async () => {
    for (const kind of ['availability', 'latency', 'drift'] as const) await create(kind, 'fraud.scores');
    const { yaml, slos, documents } = await exported();
    expect({ slos, documents: documents.length }).toEqual({ slos: 3, documents: 2 + 3 + 3 * 8 });
    expect(await plan(yaml)).toMatchObject({ refused: 0, create: 0, update: 0, unchanged: 3 });
    expect((await run(yaml)).outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);

    await createModel(database.db, 'copy');
    const { outcomes } = await run(yaml, { modelId: 'copy' });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    const rows = await database.db.slo.findMany({ orderBy: [{ name: 'asc' }, { modelId: 'asc' }] });
    for (let index = 0; index < rows.length; index += 2)
      expect(rows[index]).toMatchObject({
        modelId: 'copy',
        description: 'Two\nlines',
        spec: rows[index + 1]?.spec as object,
      });
  });

  it('leaves out what is archived, unless it is asked for by its id', async () => {
    const { id } = await create('drift', 'fraud.scores');
    await archiveSlo({ ctx: as(), input: { id, expectedVersion: 1, reason: 'gone' } });
    expect((await exported()).slos).toBe(0);
    expect((await exported({ ids: [id] })).yaml).toContain(`name: ${id}`);
    await expect(exported({ ids: ['nowhere'] })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('import', () => {
  it('saves the next version of an SLO that was edited in its file, with the reason', async () => {
    const { id } = await create('availability', 'fraud.scores');
    const edited = (await exported()).yaml.replace('target: 0.99', 'target: 0.995');
    const planned = await plan(edited);
    expect(planned).toMatchObject({ update: 1, documents: expect.arrayContaining([]) });
    const { outcomes } = await run(edited, { seen: { [id]: 1 }, reason: 'from git' });
    expect(outcomes).toEqual([
      { name: expect.any(String), modelId: 'fraud.scores', outcome: 'updated', id, message: null },
    ]);
    expect(await database.db.sloVersion.findMany({ orderBy: { version: 'asc' } })).toMatchObject([
      { version: 1 },
      { version: 2, reason: 'from git', document: { target: 0.995 } },
    ]);
    const audit = await database.db.auditEntry.findMany({ where: { action: { startsWith: 'slo.' } } });
    expect(audit.map(({ action }) => action)).toEqual(['slo.create', 'slo.update']);
    // Somebody who looked before that is told, and nothing is done.
    const late = edited.replace('target: 0.995', 'target: 0.999');
    await expect(run(late, { seen: { [id]: 1 } })).rejects.toMatchObject({ code: 'conflict' });
    expect(await database.db.sloVersion.count()).toBe(2);
  });

  it('does nothing when a document is refused, unless the rest was asked for', async () => {
    await create('drift', 'fraud.scores');
    const { yaml } = await exported();
    await archiveSlo({
      ctx: as(),
      input: { id: (await database.db.slo.findFirstOrThrow()).id, expectedVersion: 1, reason: 'gone' },
    });
    const torn = `${yaml}\n---\nkind: [SLO\n---\napiVersion: openslo/v1\nkind: Service\nmetadata: {name: Not This}\n`;
    const { documents, refused, create: fresh } = await plan(torn);
    expect({ refused, fresh }).toEqual({ refused: 2, fresh: 1 });
    expect(documents.slice(-2)).toMatchObject([
      { ok: false, kind: '(unreadable)', problems: [{ message: expect.stringMatching(/line \d+/u) }] },
      { ok: false, kind: 'Service', problems: [{ path: 'metadata.name' }] },
    ]);
    await expect(run(torn)).rejects.toMatchObject({ code: 'invalid' });
    expect(await database.db.slo.count()).toBe(1);
    expect((await run(torn, { skipRefused: true })).outcomes).toMatchObject([{ outcome: 'created' }]);
  });

  it('refuses a second document of the same SLO and a model that is not there', async () => {
    await create('drift', 'fraud.scores');
    const { yaml } = await exported();
    const second = yaml
      .slice(yaml.indexOf('---\napiVersion: openslo/v1\nkind: SLO'))
      .replace(/name: the-drift\S*/gu, 'name: other');
    expect((await plan(`${yaml}\n${second}`)).documents.at(-1)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([{ path: '', severity: 'error', message: expect.stringContaining('another') }]),
    });
    await database.db.slo.deleteMany();
    await database.db.model.updateMany({ data: { archivedAt: new Date() } });
    expect((await plan(yaml)).documents.at(-1)?.problems).toMatchObject([{ path: 'spec.service', severity: 'error' }]);
  });

  it('is not for viewers', async () => {
    const { yaml } = await exported();
    await expect(run(yaml === '' ? '{}' : yaml, {}, as('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
