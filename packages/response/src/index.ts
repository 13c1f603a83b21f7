export * from './actor.ts';
export * from './incident/incident-state.ts';
export * from './remediation/remediation-state.ts';
export * from './runbook/runbook-match.ts';
