/** kafkajs 2.2.4 computes a delay below zero once a start, which Node 24 warns about. Other warnings pass. */
export function silenceTimeoutWarning(): void {
  const emitWarning = process.emitWarning.bind(process) as (...given: unknown[]) => void;
  process.emitWarning = (...given: unknown[]): void => {
    if (!given.includes('TimeoutNegativeWarning')) emitWarning(...given);
  };
}
