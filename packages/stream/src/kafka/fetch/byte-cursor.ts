/** Reads variable-length integers of the record format (zigzag, least significant group first) one after the other. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Exact up to 2^53; what lies beyond is no offset or time of anything that exists. */
  varint(): number {
    const { bytes } = this;
    let byte = bytes[this.at] as number;
    this.at += 1;
    if (byte < 128) return (byte >>> 1) ^ -(byte & 1);
    let value = byte & 127;
    let shift = 7;
    do {
      byte = bytes[this.at] as number;
      this.at += 1;
      if (shift > 21) return this.#wide(value, byte, 2 ** shift);
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte >= 128);
    return (value >>> 1) ^ -(value & 1);
  }

  #wide(low: number, first: number, scale: number): number {
    let value = low + (first & 127) * scale;
    let factor = scale;
    for (let byte = first; byte >= 128;) {
      byte = bytesAt(this.bytes, this.at);
      this.at += 1;
      factor *= 128;
      value += (byte & 127) * factor;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** A number that goes on behind the end of its bytes would never end. */
function bytesAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('a record goes on behind the end of its batch');
  return byte;
}
