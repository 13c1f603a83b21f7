/** Smaller responses are cheap to allocate. */
const MIN_BYTES = 262_144;
/** Sizes are rounded up to this, so that one buffer fits many responses. */
const STEP_BYTES = 1_048_576;
/** Kept for the next responses at most. */
const MAX_KEPT_BYTES = 67_108_864;

const kept: ArrayBuffer[] = [];
/** Buffers that may come back: never those of somebody else. */
const taken = new WeakSet<ArrayBufferLike>();

/**
 * Room for a response. That of large ones is used again once its readers said that they are done with it: megabytes
 * allocated for every fetch make the garbage collector look through the whole heap several times a second. What is
 * never given back is collected like any other memory.
 */
export function takeResponseBuffer(size: number): Buffer {
  if (size < MIN_BYTES) return Buffer.allocUnsafe(size);
  const index = kept.findIndex(({ byteLength }) => byteLength >= size);
  const found =
    index < 0 ? new ArrayBuffer(Math.ceil(size / STEP_BYTES) * STEP_BYTES) : (kept.splice(index, 1)[0] as ArrayBuffer);
  taken.add(found);
  return Buffer.from(found, 0, size);
}

function giveBack(buffer: ArrayBufferLike): void {
  if (!(buffer instanceof ArrayBuffer) || !taken.delete(buffer)) return;
  kept.push(buffer);
  let bytes = kept.reduce((sum, { byteLength }) => sum + byteLength, 0);
  while (bytes > MAX_KEPT_BYTES) bytes -= kept.shift()?.byteLength ?? bytes;
}

/** A response whose records are read where they lie. It comes back once all its partitions were released. */
export class ResponseLease {
  readonly #buffer: ArrayBufferLike;
  #partitions = 0;
  #isForGood = false;

  constructor(buffer: ArrayBufferLike) {
    this.#buffer = buffer;
  }

  /** One partition more looks at it. */
  share(): void {
    this.#partitions += 1;
  }

  /** Somebody who says nothing of when he is done looks at it: it does not come back. */
  keep(): void {
    this.#isForGood = true;
  }

  /** One partition's records are not looked at any more. */
  release(): void {
    this.#partitions -= 1;
    if (this.#partitions === 0 && !this.#isForGood) giveBack(this.#buffer);
  }
}
