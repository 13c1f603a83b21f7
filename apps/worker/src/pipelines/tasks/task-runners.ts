import type { StreamTaskKind } from '@leeway/services';
import { freezeReference } from './freeze-reference.ts';
import { inspectTopic } from './inspect-topic.ts';
import { listTopics } from './list-topics.ts';
import type { TaskRunner } from './task-runner.ts';

/** What this worker can do for a page, by kind. */
export const TASK_RUNNERS: { [K in StreamTaskKind]: TaskRunner<K> } = {
  'list-topics': listTopics,
  'inspect-topic': inspectTopic,
  'freeze-reference': freezeReference,
};
