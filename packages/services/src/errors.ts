export const ERROR_CODES = ['unauthenticated', 'forbidden', 'not-found', 'invalid', 'conflict', 'unavailable'] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An expected refusal. `message` is safe to show; `cause` is for the log. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
