import type { Command } from './command.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { backtest } from './commands/backtest.ts';
import { driftCompare } from './commands/drift-compare.ts';
import { driftDetect } from './commands/drift-detect.ts';
import { driftMetrics } from './commands/drift-metrics.ts';
import { migrateCommand } from './commands/migrate.ts';
import { modelList } from './commands/model-list.ts';
import { modelReferences } from './commands/model-references.ts';
import { modelRegister } from './commands/model-register.ts';
import { modelAddReference } from './commands/model-add-reference.ts';
import { modelUseReference } from './commands/model-use-reference.ts';
import { performanceCommand } from './commands/performance.ts';
import { replay } from './commands/replay.ts';
import { signInLink } from './commands/sign-in-link.ts';
import { sloExport } from './commands/slo-export.ts';
import { sloGate } from './commands/slo-gate.ts';
import { sloImport } from './commands/slo-import.ts';
import { sloLint } from './commands/slo-lint.ts';
import { sloRules } from './commands/slo-rules.ts';
import { topicInspect } from './commands/topic-inspect.ts';

export const COMMANDS: readonly Command[] = [
  migrateCommand,
  modelRegister,
  modelList,
  modelReferences,
  modelAddReference,
  modelUseReference,
  signInLink,
  auditVerify,
  driftCompare,
  driftDetect,
  performanceCommand,
  backtest,
  driftMetrics,
  topicInspect,
  replay,
  sloLint,
  sloImport,
  sloExport,
  sloRules,
  sloGate,
];
