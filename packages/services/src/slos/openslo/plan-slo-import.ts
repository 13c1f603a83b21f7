import { isDeepStrictEqual } from 'node:util';
import { importOpenSlo, objectiveInShort, type ImportedSlo, type ImportReport, type SloDocument } from '@leeway/slo';
import type { Db } from '@leeway/store';
import type { Ctx } from '../../context.ts';
import { authorize } from '../../people/authorize.ts';
import type { PrometheusSources } from '../prometheus/prometheus-port.ts';
import { documentOf, toSloRecord, type SloRecord } from '../slo-record.ts';
import type { PlanSloImportInput } from './import-input.ts';
import type { ImportedDocument, PlannedSlo, SloImportPlan } from './import-views.ts';
import { readYaml } from './yaml-documents.ts';

/** SLOs that one file may make: each is run over stored history when it is saved. */
const MAX_SLOS = 200;

export type PlanSloImport = { ctx: Ctx; input: PlanSloImportInput; sources: PrometheusSources };

/** What each document of a file would become, without doing it. */
export async function planSloImport({ ctx, input, sources }: PlanSloImport): Promise<SloImportPlan> {
  authorize(ctx.actor, 'read');
  const read = readYaml(input.text);
  const models = await ctx.db.model.findMany({ where: { archivedAt: null }, select: { id: true } });
  const reports = importOpenSlo(
    read.flatMap((one) => ('value' in one ? [one.value] : [])),
    {
      modelIds: new Set(models.map(({ id }) => id)),
      modelId: input.modelId,
      prometheusSources: [...sources.keys()],
    },
  );
  const find = await existingSlos(ctx.db, reports);
  const left = [...reports];
  const taken = new Set<string>();
  const documents = read.map((one): ImportedDocument => {
    const report = 'value' in one ? left.shift() : undefined;
    return report === undefined ? unreadable('syntax' in one ? one.syntax : '') : planned(report, find, taken);
  });
  const count = (action: PlannedSlo['action']) =>
    documents.reduce((sum, { slos }) => sum + slos.filter((slo) => slo.action === action).length, 0);
  return {
    documents,
    refused: documents.filter(({ ok }) => !ok).length,
    create: count('create'),
    update: count('update'),
    unchanged: count('unchanged'),
  };
}

function unreadable(message: string): ImportedDocument {
  const problems = [{ path: '', message, severity: 'error' as const }];
  return { kind: '(unreadable)', name: '(no name)', ok: false, problems, becomes: null, slos: [] };
}

type FindExisting = (slo: ImportedSlo) => SloRecord | undefined;

/** SLOs in use, by the name that they were exported under, else by model and title. */
async function existingSlos(db: Db, reports: readonly ImportReport[]): Promise<FindExisting> {
  const modelIds = [...new Set(reports.flatMap(({ slos }) => slos.map(({ document }) => document.modelId)))];
  const rows = await db.slo.findMany({ where: { modelId: { in: modelIds }, archivedAt: null } });
  const records = rows.map(toSloRecord);
  const titleOf = ({ modelId, name }: { modelId: string; name: string }) => `${modelId}\n${name.toLowerCase()}`;
  const byId = new Map(records.map((record) => [record.id, record]));
  const byTitle = new Map(records.map((record) => [titleOf(record), record]));
  return ({ name, document }) => {
    const same = name === null ? undefined : byId.get(name);
    return same?.modelId === document.modelId ? same : byTitle.get(titleOf(document));
  };
}

function planned(report: ImportReport, find: FindExisting, taken: Set<string>): ImportedDocument {
  const { kind, name, problems, becomes } = report;
  const refuse = (message: string): ImportedDocument => ({
    kind,
    name,
    ok: false,
    becomes: null,
    slos: [],
    problems: [...problems, { path: '', message, severity: 'error' }],
  });
  const slos = report.slos.map((slo) => plannedSlo(slo.document, find(slo)));
  for (const { id, document } of slos) {
    const key = id ?? `${document.modelId}\n${document.name.toLowerCase()}`;
    if (taken.has(key)) return refuse(`another document makes “${document.name}” already`);
    taken.add(key);
  }
  if (taken.size > MAX_SLOS) return refuse(`more than ${MAX_SLOS} SLOs in one file: split it`);
  return { kind, name, ok: report.ok, problems, becomes, slos };
}

function plannedSlo(document: SloDocument, existing: SloRecord | undefined): PlannedSlo {
  const objective = objectiveInShort(document);
  if (existing === undefined) return { action: 'create', id: null, version: null, document, objective };
  const { id, version } = existing;
  // Through JSON, as it is stored.
  const isSame = isDeepStrictEqual(
    JSON.parse(JSON.stringify(document)),
    JSON.parse(JSON.stringify(documentOf(existing))),
  );
  return { action: isSame ? 'unchanged' : 'update', id, version, document, objective };
}
