import { alarmKeyOf, type AlarmSource, type DriftRuleSettings } from '@leeway/drift';
import { canonicalJson } from '@leeway/response';
import type { AlarmModelModel, Db } from '@leeway/store';

/** How far the learnt rule is with a model under one reference. */
export type AlarmStatus = {
  state: 'unseen' | 'waiting' | 'learning' | 'ready' | 'refused';
  /** Whether windows are judged by what was learnt; else `problem` says why they are not. */
  isUsed: boolean;
  problem: string;
  /** Whose panes it was learnt from, and which; null before. */
  learnt: { source: AlarmSource; fromMs: number; toMs: number; days: number } | null;
  /** Of what is being learnt, 0 to 1. */
  progress: number;
};

const STATES = ['waiting', 'learning', 'ready', 'refused'] as const;

/** Learnt for these very settings; others make other thresholds. */
export function isLearntFor(row: AlarmModelModel, settings: DriftRuleSettings, paneMs: number): boolean {
  return row.learntToAt !== null && canonicalJson(row.settings) === canonicalJson(alarmKeyOf(settings.alarms, paneMs));
}

function problemOf(row: AlarmModelModel, isUsed: boolean): string {
  if (isUsed) return '';
  if (row.state === 'learning') return `alarms are being learnt, ${Math.floor(row.progress * 100)} % done`;
  if (row.state === 'ready') return 'the settings have changed, alarms will be learnt anew';
  return row.problem;
}

export function alarmStatusOf(row: AlarmModelModel | null, settings: DriftRuleSettings, paneMs: number): AlarmStatus {
  if (row === null)
    return { state: 'unseen', isUsed: false, problem: 'no worker has looked at it yet', learnt: null, progress: 0 };
  const isUsed = isLearntFor(row, settings, paneMs);
  const { learntFromAt, learntToAt } = row;
  return {
    state: STATES.find((state) => state === row.state) ?? 'waiting',
    isUsed,
    problem: problemOf(row, isUsed),
    learnt:
      learntFromAt === null || learntToAt === null
        ? null
        : {
            source: row.source === 'reference' ? 'reference' : 'own-days',
            fromMs: learntFromAt.getTime(),
            toMs: learntToAt.getTime(),
            days: row.days,
          },
    progress: row.progress,
  };
}

/** Null where the model is judged by another rule. */
export async function loadAlarmStatus(
  db: Db,
  input: { modelId: string; referenceId: string; settings: DriftRuleSettings; paneMs: number },
): Promise<AlarmStatus | null> {
  const { modelId, referenceId, settings, paneMs } = input;
  if (settings.rule !== 'learnt') return null;
  const row = await db.alarmModel.findUnique({ where: { modelId_referenceId: { modelId, referenceId } } });
  return alarmStatusOf(row, settings, paneMs);
}
