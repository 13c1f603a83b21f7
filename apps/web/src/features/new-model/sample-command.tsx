'use client';

import { CommandBlock } from '../../ui/empty-state.tsx';
import { useNow } from '../../ui/use-now.ts';

const EXAMPLES = {
  predictions: (nowMs: number) => ({
    id: 'e1',
    model: 'my-model',
    time: nowMs,
    version: 'v1',
    features: { age: 41, city: 'oslo' },
    score: 0.3,
    latencyMs: 12,
  }),
  labels: () => ({ id: 'e1', model: 'my-model', label: 1 }),
};

/** A command that publishes one message as Leeway reads it without any mapping. */
export function SampleCommand(props: { topic: string; carries?: keyof typeof EXAMPLES }) {
  const nowMs = useNow(60_000);
  const message = JSON.stringify(EXAMPLES[props.carries ?? 'predictions'](nowMs));
  return (
    <CommandBlock>{`echo '${message}' | kafka-console-producer.sh --bootstrap-server "$KAFKA_BROKERS" --topic ${props.topic}`}</CommandBlock>
  );
}
