import { expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { guardedCodec } from './guarded-codec.ts';
import { gzipCodec } from './gzip-codec.ts';
import { unreadableReason } from './unreadable-records.ts';

/** A version-2 batch around packed records, as it lies in a fetch response. */
function inBatch(records: Buffer, header: { recordCount: number; lastOffsetDelta: number }): Buffer {
  const batch = Buffer.alloc(61 + records.length + 7);
  batch.writeInt32BE(61 + records.length - 12, 8);
  batch.writeInt8(2, 16);
  batch.writeInt32BE(header.lastOffsetDelta, 23);
  batch.writeInt32BE(header.recordCount, 57);
  records.copy(batch, 61);
  batch.writeUInt32BE(crc32c(batch.subarray(21, 61 + records.length)), 17);
  return batch.subarray(61, 61 + records.length);
}

it('computes the check value of CRC-32C and the examples of RFC 3720', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe306_9283);
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a91_36aa);
  expect(crc32c(Buffer.alloc(32, 255))).toBe(0x62a8_ab43);
  expect(crc32c(Buffer.alloc(0))).toBe(0);
});

it('unpacks what is whole', async () => {
  const source = Buffer.from('records '.repeat(50));
  const packed = inBatch(await gzipCodec.compress({ buffer: source }), { recordCount: 3, lastOffsetDelta: 2 });
  expect((await guardedCodec('gzip', gzipCodec).decompress(packed)).equals(source)).toBe(true);
});

it.each([
  ['a flipped bit', (packed: Buffer) => packed.writeUInt8(packed.readUInt8(20) ^ 1, 20), 'checksum'],
  ['bytes that are no gzip', null, 'cannot be unpacked'],
])('turns %s into as many records as there were, on their offsets', async (_name, spoil, reason) => {
  const header = { recordCount: 300, lastOffsetDelta: 450 };
  const body = spoil === null ? Buffer.from('no gzip at all') : await gzipCodec.compress({ buffer: Buffer.alloc(900) });
  const packed = inBatch(body, header);
  spoil?.(packed);
  const records = readRecords(await guardedCodec('gzip', gzipCodec).decompress(packed));
  expect(records).toHaveLength(300);
  expect([records[0]?.delta, records[299]?.delta]).toEqual([0, 450]);
  expect(unreadableReason(records[0] ?? { key: null, value: null })).toContain(reason);
  expect(records.every((record) => unreadableReason(record) !== undefined)).toBe(true);
});

it('does not unpack a bomb', async () => {
  const bomb = inBatch(await gzipCodec.compress({ buffer: Buffer.alloc(150_000_000) }), {
    recordCount: 1,
    lastOffsetDelta: 0,
  });
  const [record] = readRecords(await guardedCodec('gzip', gzipCodec).decompress(bomb));
  expect(unreadableReason(record ?? { key: null, value: null })).toContain('larger than');
});

it('takes no ordinary record for one that cannot be read', () => {
  expect(unreadableReason({ key: null, value: Buffer.from('x') })).toBeUndefined();
  expect(unreadableReason({ key: Buffer.alloc(16), value: null })).toBeUndefined();
});

function readRecords(bytes: Buffer): { delta: number; key: Buffer | null; value: Buffer | null }[] {
  let at = 0;
  const varInt = () => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = bytes.readUInt8(at);
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value / 2;
      factor *= 128;
    }
  };
  const slice = (length: number) => bytes.subarray(at, (at += length));
  const records = [];
  while (at < bytes.length) {
    const end = varInt() + at;
    at += 2;
    const delta = varInt();
    const key = slice(varInt());
    const value = slice(varInt());
    at += 1;
    expect(at).toBe(end);
    records.push({ delta, key, value });
  }
  return records;
}
