import type { OpenSloProblem } from '../open-slo-problem.ts';

export const refused = (path: string, message: string): OpenSloProblem => ({ path, message, severity: 'error' });
export const noted = (path: string, message: string): OpenSloProblem => ({ path, message, severity: 'warning' });
