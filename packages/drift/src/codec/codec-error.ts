/** Stored bytes that cannot be read: cut, of another version, or of another grid. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
}
