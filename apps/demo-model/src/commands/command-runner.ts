import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Publisher } from '../kafka/publisher.ts';
import { changeMessage, type Change } from '../messages/change-message.ts';
import type { RemediationResultMessage } from '../messages/messages.ts';
import { modelStateMessage } from '../messages/model-state-message.ts';
import { withAnswer } from '../state/demo-state.ts';
import { outboxMessage, type Outbox } from '../state/outbox.ts';
import type { ServingState } from '../state/serving-state.ts';
import type { StateStore } from '../state/state-store.ts';
import { decideCommand } from './decide-command.ts';
import { parseCommand, type RemediationCommand } from './remediation-command.ts';

/** What a retraining did: a state in which the new version serves, or why there is none. */
export type RetrainOutcome =
  | { kind: 'trained'; next: ServingState; change: Change; message: string }
  | { kind: 'refused'; message: string };

export type CommandRunnerParts = {
  model: string;
  store: StateStore;
  outbox: Outbox;
  publisher: Publisher;
  /** Trains and keeps the weights; does not touch the state. */
  retrain(serving: ServingState, recentRows: number, nowMs: number): RetrainOutcome;
  now: () => number;
  logger: Logger;
};

type Answer = {
  status: 'done' | 'refused' | 'failed';
  message: string;
  next: ServingState;
  change: Change | null;
};

/**
 * Carries each remediation out at most once. New state, answer and announcements are committed in one durable write
 * before anything is said, so that a redelivery or a restart finds the answer and says the same again.
 */
export class CommandRunner {
  readonly #parts: CommandRunnerParts;

  constructor(parts: CommandRunnerParts) {
    this.#parts = parts;
  }

  async handle(value: Uint8Array | null): Promise<void> {
    const parsed = parseCommand(value, this.#parts.model);
    if (parsed.kind === 'not-ours') return;
    const remediationId = parsed.kind === 'command' ? parsed.command.remediationId : parsed.remediationId;
    const { store, outbox, publisher, model, now } = this.#parts;
    const known = store.current().answered.find((answer) => answer.remediationId === remediationId);
    if (known !== undefined) {
      await outbox.flush();
      await publisher.send({ remediationResults: [{ key: model, value: known.result }] });
      return;
    }
    if (parsed.kind === 'malformed') {
      this.#finish(remediationId, now(), this.#unchangedAnswer('refused', parsed.reason), '');
    } else {
      const answer = await this.#carryOut(parsed.command);
      this.#finish(remediationId, parsed.command.notAfter, answer, parsed.command.approvedBy);
    }
    await outbox.flush();
  }

  async #carryOut(command: RemediationCommand): Promise<Answer> {
    const { store, now } = this.#parts;
    const decided = decideCommand(store.current().serving, command, now());
    if (decided.kind === 'refuse') return this.#unchangedAnswer('refused', decided.message);
    await this.#sayRunning(command);
    // Saying it took time, in which a scenario may have begun or ended.
    const decision = decideCommand(store.current().serving, command, now());
    switch (decision.kind) {
      case 'refuse':
        return this.#unchangedAnswer('refused', decision.message);
      case 'unchanged':
        return this.#unchangedAnswer('done', decision.message);
      case 'change':
        return { status: 'done', message: decision.message, next: decision.next, change: decision.change };
      case 'retrain':
        return this.#retrain(decision.recentRows);
    }
  }

  #retrain(recentRows: number): Answer {
    try {
      const outcome = this.#parts.retrain(this.#parts.store.current().serving, recentRows, this.#parts.now());
      if (outcome.kind === 'refused') return this.#unchangedAnswer('refused', outcome.message);
      return { status: 'done', message: outcome.message, next: outcome.next, change: outcome.change };
    } catch (error) {
      this.#parts.logger.error({ err: error }, 'retraining failed');
      return this.#unchangedAnswer('failed', 'the training did not end in a usable model, the old one serves on');
    }
  }

  async #sayRunning(command: RemediationCommand): Promise<void> {
    const { publisher, model, now } = this.#parts;
    const running: RemediationResultMessage = {
      id: randomUUID(),
      remediationId: command.remediationId,
      model,
      status: 'running',
      time: now(),
      message: '',
    };
    await publisher.send({ remediationResults: [{ key: model, value: JSON.stringify(running) }] });
  }

  #unchangedAnswer(status: Answer['status'], message: string): Answer {
    return { status, message, next: this.#parts.store.current().serving, change: null };
  }

  #finish(remediationId: string, notAfterMs: number, answer: Answer, approvedBy: string): void {
    const { store, model, now, logger } = this.#parts;
    const nowMs = now();
    const stateMessage = modelStateMessage(model, answer.next, nowMs);
    const result: RemediationResultMessage = {
      id: randomUUID(),
      remediationId,
      model,
      status: answer.status,
      time: nowMs,
      message: answer.message,
      state: stateMessage,
    };
    const announcements =
      answer.change === null
        ? []
        : [
            outboxMessage('changes', model, this.#changeOf(answer.change, remediationId, approvedBy, nowMs)),
            outboxMessage('modelState', model, stateMessage),
          ];
    const state = store.current();
    const answered = { remediationId, notAfterMs, result: JSON.stringify(result) };
    store.commit({
      ...state,
      serving: answer.next,
      answered: withAnswer(state.answered, answered, nowMs),
      outbox: [...state.outbox, ...announcements, outboxMessage('remediationResults', model, result)],
    });
    logger.info({ remediationId, status: answer.status, message: answer.message }, 'remediation answered');
  }

  #changeOf(change: Change, remediationId: string, approvedBy: string, nowMs: number): object {
    return changeMessage(
      { ...change, detail: approvedBy === '' ? change.detail : `${change.detail} Approved by ${approvedBy}.`.trim() },
      { model: this.#parts.model, kind: 'response', by: `remediation ${remediationId}`, nowMs },
    );
  }
}
