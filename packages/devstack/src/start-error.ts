/** Why the start can't go on, in words for the person at the keyboard, and what to do about it. */
export class StartError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StartError';
    this.remedy = remedy;
  }
}
