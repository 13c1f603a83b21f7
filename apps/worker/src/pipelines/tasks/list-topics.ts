import type { TaskRunner } from './task-runner.ts';

const MAX_TOPICS = 5_000;

export const listTopics: TaskRunner<'list-topics'> = async (_input, { app }) => {
  const admin = await app.stream.openAdmin();
  try {
    const topics = await admin.listTopics();
    // The brokers' own topics begin with two underscores.
    return {
      topics: topics
        .filter((topic) => !topic.startsWith('__'))
        .toSorted()
        .slice(0, MAX_TOPICS),
    };
  } finally {
    await admin.close();
  }
};
