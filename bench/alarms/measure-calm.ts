import type { FeatureSpec } from './feature-mix.ts';
import { countRuns, PEER_RULES, watchByPeers, type PeerRule } from './peer-rules.ts';
import { watchCalmModel, type Choice, type Model } from './watch-model.ts';

const HOUR_MS = 3_600_000;
const DAYS_A_WEEK = 7;
/** Evidently's second opinion: half of all columns. */
const DATASET_SHARE = 0.5;

export type CalmPlan = {
  mix: () => FeatureSpec[];
  rowsPerHour: number;
  models: number;
  weeks: number;
  stepMs: number;
  days: number;
  choices: readonly Choice[];
  /** Models that the other rules watch too. */
  peerModels: number;
};
export type CalmReport = {
  rowsPerHour: number;
  /** Watched by the rule, and by the others. */
  modelWeeks: number;
  peerModelWeeks: number;
  falseAlerts: Partial<Record<Choice, number>>;
  /** Alerts of one model within an hour of each other count once. */
  falseMoments: Partial<Record<Choice, number>>;
  falseByGroup: Record<string, number>;
  peers: Partial<Record<PeerRule | 'evidently-dataset', number>>;
  judged: number;
};

function momentsOf(steps: readonly number[], stepMs: number): number {
  const sorted = steps.toSorted((a, b) => a - b);
  return sorted.filter((step, index) => index === 0 || (step - (sorted[index - 1] ?? 0)) * stepMs > HOUR_MS).length;
}

/** Counts alerts of models to which nothing happens. */
export function measureCalm(plan: CalmPlan, onProgress: (line: string) => void): CalmReport {
  const { rowsPerHour, models, weeks, choices, peerModels } = plan;
  const report: CalmReport = {
    rowsPerHour,
    modelWeeks: models * weeks,
    peerModelWeeks: peerModels * weeks,
    falseAlerts: Object.fromEntries(choices.map((choice) => [choice, 0])),
    falseMoments: Object.fromEntries(choices.map((choice) => [choice, 0])),
    falseByGroup: {},
    peers: {},
    judged: 0,
  };
  for (let seed = 0; seed < models; seed += 1) {
    const model: Model = { mix: plan.mix(), seed, rowsPerHour, stepMs: plan.stepMs, days: plan.days };
    const columns: number[] = [];
    const { opened, judged } = watchCalmModel(model, weeks * DAYS_A_WEEK, choices, ({ spec, history, fromStep }) => {
      if (seed < peerModels) addPeers(report, columns, watchByPeers(spec, history, fromStep));
    });
    if (seed < peerModels) {
      const drifted = columns.map((count) => count >= DATASET_SHARE * model.mix.length);
      report.peers['evidently-dataset'] = (report.peers['evidently-dataset'] ?? 0) + countRuns(drifted);
    }
    report.judged += judged;
    for (const { choice, group } of opened) {
      report.falseAlerts[choice] = (report.falseAlerts[choice] ?? 0) + 1;
      const key = `${group}, ${choice}`;
      report.falseByGroup[key] = (report.falseByGroup[key] ?? 0) + 1;
    }
    for (const choice of choices) {
      const steps = opened.filter((one) => one.choice === choice).map(({ atStep }) => atStep);
      report.falseMoments[choice] = (report.falseMoments[choice] ?? 0) + momentsOf(steps, plan.stepMs);
    }
    onProgress(`${rowsPerHour}/h: model ${seed + 1} of ${models}, ${opened.length} false`);
  }
  return report;
}

function addPeers(report: CalmReport, columns: number[], verdicts: ReturnType<typeof watchByPeers>): void {
  for (const rule of PEER_RULES) report.peers[rule] = (report.peers[rule] ?? 0) + countRuns(verdicts[rule]);
  verdicts['evidently-column'].forEach((isBeyond, hour) => {
    columns[hour] = (columns[hour] ?? 0) + (isBeyond ? 1 : 0);
  });
}
