import { Counter, type Registry } from 'prom-client';

export type RespondMetrics = ReturnType<typeof createRespondMetrics>;

export function createRespondMetrics(registry: Registry) {
  const registers = [registry];
  return {
    commands: new Counter({
      name: 'leeway_outbox_sent_total',
      help: 'Messages of the outbox that reached the broker',
      registers,
    }),
    sendFailures: new Counter({
      name: 'leeway_outbox_failures_total',
      help: 'Rounds of the relay that a failed send ended',
      registers,
    }),
    control: new Counter({
      name: 'leeway_control_messages_total',
      help: 'Changes, model states and remediation results that were read',
      labelNames: ['topic', 'outcome'],
      registers,
    }),
    concluded: new Counter({
      name: 'leeway_remediations_concluded_total',
      help: 'Remediations that expired, timed out or were verified',
      labelNames: ['how'],
      registers,
    }),
  };
}
