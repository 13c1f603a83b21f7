import { alarmColumns, alarmKeyOf, gridOf, planAlarmLearning, type AlarmLearning, type AlarmPlan } from '@leeway/drift';
import { notifyLive, Prisma, type AlarmModelModel } from '@leeway/store';
import { appendAudit } from '../audit/append-audit.ts';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';
import { inTransaction } from '../transaction.ts';
import { loadAlarmFacts, type AlarmSubject } from './alarm-facts.ts';
import { isLearntFor } from './alarm-status.ts';
import { alarmParts, learnAlarmPart } from './learn-alarm-part.ts';

export type LearnAlarmsInput = AlarmSubject & {
  /** Windows are complete up to here. */
  evaluatedToMs: number;
};

/** `learning`: a part was learnt, more are left. Everything else stays so until more was seen or settings change. */
export type LearnAlarmsOutcome = 'refused' | 'waiting' | 'learning' | 'ready';

/**
 * Learns what alarms of a model need, one part at a time, so that a worker may stop after any: the plan and what was
 * learnt are stored. Learnt anew when the reference is switched, when settings change that thresholds depend on, and
 * when the model's own days have become more.
 */
export async function learnAlarms({ ctx, input }: { ctx: Ctx; input: LearnAlarmsInput }): Promise<LearnAlarmsOutcome> {
  authorizeSystem(ctx.actor);
  const { model, reference, settings } = input;
  const where = { modelId_referenceId: { modelId: model.id, referenceId: reference.id } };
  const row = await ctx.db.alarmModel.findUnique({ where });
  const planned = planOf(row, input);
  if (planned !== null) return learnNext(ctx, input, planned);
  if (row !== null && row.source === 'reference' && isLearntFor(row, settings, model.paneMs)) return 'ready';
  const learning = planAlarmLearning(await loadAlarmFacts(ctx.db, input, input.evaluatedToMs));
  return begin(ctx, input, row, learning);
}

/** What is being learnt, if that is for the present settings. */
function planOf(row: AlarmModelModel | null, { model, settings }: LearnAlarmsInput): AlarmPlan | null {
  if (row === null || row.plan === null) return null;
  const isForThese = isLearntFor({ ...row, learntToAt: row.learntToAt ?? new Date(0) }, settings, model.paneMs);
  return isForThese ? (row.plan as unknown as AlarmPlan) : null;
}

function endOf({ stretch: { startMs, stepMs, steps } }: AlarmPlan): Date {
  return new Date(startMs + steps * stepMs);
}

async function begin(
  ctx: Ctx,
  input: LearnAlarmsInput,
  row: AlarmModelModel | null,
  learning: AlarmLearning,
): Promise<LearnAlarmsOutcome> {
  const { model, reference, settings } = input;
  const isUsable = row !== null && isLearntFor(row, settings, model.paneMs);
  if (learning.kind === 'plan' && isUsable && learning.plan.days <= row.days) return 'ready';
  // What can be judged by stays in use, whatever has become of the days that it was learnt from.
  if (learning.kind !== 'plan' && isUsable) return 'ready';
  const key = { modelId: model.id, referenceId: reference.id };
  const data = {
    gridId: reference.gridId,
    state: learning.kind === 'plan' ? 'learning' : learning.kind,
    problem: learning.kind === 'plan' ? '' : learning.problem,
    settings: alarmKeyOf(settings.alarms, model.paneMs),
    plan: learning.kind === 'plan' ? learning.plan : Prisma.DbNull,
    progress: 0,
    ...(isUsable ? {} : { learntFromAt: null, learntToAt: null, days: 0, source: '' }),
  };
  if (row !== null && row.state === data.state && row.problem === data.problem && learning.kind !== 'plan')
    return learning.kind;
  await inTransaction(ctx.db, async (tx) => {
    if (learning.kind === 'plan')
      await tx.alarmModelPart.deleteMany({
        where: { ...key, ...(isUsable ? { learntToAt: endOf(learning.plan) } : {}) },
      });
    await tx.alarmModel.upsert({
      where: { modelId_referenceId: key },
      create: { ...key, ...data },
      update: data,
    });
    await notifyLive(tx, { kind: 'model', modelId: model.id, atMs: ctx.now().getTime() });
  });
  return learning.kind === 'plan' ? 'learning' : learning.kind;
}

async function learnNext(ctx: Ctx, input: LearnAlarmsInput, plan: AlarmPlan): Promise<LearnAlarmsOutcome> {
  const { model, reference } = input;
  const key = { modelId: model.id, referenceId: reference.id };
  const parts = alarmParts(alarmColumns(gridOf(reference)), plan);
  const learntToAt = endOf(plan);
  const known = await ctx.db.alarmModelPart.findMany({ where: { ...key, learntToAt }, select: { first: true } });
  const done = new Set(known.map(({ first }) => first));
  const next = parts.find(({ first }) => !done.has(first));
  if (next !== undefined) {
    const body = Buffer.from(await learnAlarmPart(ctx.db, input, plan, next.columns));
    await ctx.db.alarmModelPart.createMany({
      data: [{ ...key, learntToAt, first: next.first, body }],
      skipDuplicates: true,
    });
    await ctx.db.alarmModel.updateMany({ where: key, data: { progress: (done.size + 1) / parts.length } });
    if (done.size + 1 < parts.length) return 'learning';
  }
  await finish(ctx, key, plan);
  return 'ready';
}

async function finish(ctx: Ctx, key: { modelId: string; referenceId: string }, plan: AlarmPlan): Promise<void> {
  const { modelId, referenceId } = key;
  const learntToAt = endOf(plan);
  await inTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    const data = {
      state: 'ready',
      problem: '',
      source: plan.source,
      learntFromAt: new Date(plan.stretch.startMs),
      learntToAt,
      days: plan.days,
      plan: Prisma.DbNull,
      progress: 1,
    };
    const { count } = await tx.alarmModel.updateMany({ where: { ...key, state: 'learning' }, data });
    // Another worker has finished it, or the settings have changed meanwhile.
    if (count === 0) return;
    await tx.alarmModelPart.deleteMany({ where: { ...key, learntToAt: { not: learntToAt } } });
    await notifyLive(tx, { kind: 'model', modelId, atMs: at.getTime() });
    await appendAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'model.learn-alarms',
      target: `model:${modelId}`,
      data: {
        referenceId,
        source: plan.source,
        days: plan.days,
        fromMs: plan.stretch.startMs,
        toMs: learntToAt.getTime(),
      },
    });
  });
}
