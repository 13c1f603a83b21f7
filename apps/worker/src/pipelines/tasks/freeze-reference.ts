import { TaskRefused, type TaskRunner } from './task-runner.ts';

export const freezeReference: TaskRunner<'freeze-reference'> = () => {
  throw new TaskRefused('not yet');
};
