/** Reflected Castagnoli polynomial (RFC 3720, appendix B.4). */
const POLYNOMIAL = 0x82f6_3b78;
const SLICES = 8;
const TABLES = Array.from({ length: SLICES }, () => new Int32Array(256));

for (let byte = 0; byte < 256; byte += 1) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
  (TABLES[0] as Int32Array)[byte] = crc;
}
for (let slice = 1; slice < SLICES; slice += 1)
  for (let byte = 0; byte < 256; byte += 1) {
    const before = TABLES[slice - 1]?.[byte] ?? 0;
    (TABLES[slice] as Int32Array)[byte] = (before >>> 8) ^ (TABLES[0]?.[before & 255] ?? 0);
  }
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];

/** CRC-32C of bytes, eight at a time (Kounavis and Berry, "slicing-by-8"); 0 for none. As an unsigned integer. */
export function crc32c(bytes: Uint8Array): number {
  let crc = -1;
  let at = 0;
  const wholeEnd = bytes.length - (bytes.length % SLICES);
  const byteAt = (place: number) => bytes[place] as number;
  while (at < wholeEnd) {
    crc ^= byteAt(at) | (byteAt(at + 1) << 8) | (byteAt(at + 2) << 16) | (byteAt(at + 3) << 24);
    crc =
      (T7[crc & 255] as number) ^
      (T6[(crc >>> 8) & 255] as number) ^
      (T5[(crc >>> 16) & 255] as number) ^
      (T4[crc >>> 24] as number) ^
      (T3[byteAt(at + 4)] as number) ^
      (T2[byteAt(at + 5)] as number) ^
      (T1[byteAt(at + 6)] as number) ^
      (T0[byteAt(at + 7)] as number);
    at += SLICES;
  }
  while (at < bytes.length) {
    crc = (crc >>> 8) ^ (T0[(crc ^ byteAt(at)) & 255] as number);
    at += 1;
  }
  return (crc ^ -1) >>> 0;
}
