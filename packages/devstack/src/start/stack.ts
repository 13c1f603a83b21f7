import { supervise, type ServiceDefinition } from '../process/supervise.ts';
import { forgetProcess } from '../process/process-record.ts';

type Started = { name: string; rank: number; stop: () => Promise<void> };

/** Everything that this start has started, stopped in the opposite order of dependence. */
export type Stack = {
  /** Lower ranks stop first; services of one rank stop side by side. */
  add: (service: ServiceDefinition, rank: number) => Promise<void>;
  stopAll: (onStopped: (name: string, tookMs: number) => void) => Promise<void>;
};

export function createStack(options: { say: (line: string) => void; runDir: string }): Stack {
  const started: Started[] = [];
  return {
    add: async (service, rank) => {
      const supervised = await supervise(service, { say: (line) => options.say(`  ! ${line}`) }).catch(
        (error: unknown) => {
          forgetProcess(options.runDir, service.name);
          throw error;
        },
      );
      started.push({ name: service.name, rank, stop: supervised.stop });
    },
    stopAll: async (onStopped) => {
      const ranks = [...new Set(started.map(({ rank }) => rank))].toSorted((left, right) => left - right);
      for (const rank of ranks) {
        const group = started.filter((entry) => entry.rank === rank);
        await Promise.all(
          group.map(async ({ name, stop }) => {
            const began = performance.now();
            await stop();
            forgetProcess(options.runDir, name);
            onStopped(name, performance.now() - began);
          }),
        );
      }
      started.length = 0;
    },
  };
}
