declare module 'lz4js' {
  const lz4: {
    decompress: (source: Uint8Array, maxBytes?: number) => Uint8Array;
    /** Upper bound of the unpacked size, read from the block headers. */
    decompressBound: (source: Uint8Array) => number;
  };
  export default lz4;
}

declare module 'snappyjs' {
  export function compress(source: Buffer): Buffer;
  export function uncompress(source: Buffer, maxBytes?: number): Buffer;
}
