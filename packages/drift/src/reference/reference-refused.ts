/** A row or column that a reference cannot be made of; the message says what to change. */
export class ReferenceRefused extends Error {
  override readonly name = 'ReferenceRefused';
}
