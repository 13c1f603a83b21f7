import { describe, expect, it } from 'vitest';
import { lz4Codec } from './lz4-codec.ts';
import { snappyCodec } from './snappy-codec.ts';
import { zstdCodec } from './zstd-codec.ts';

// Record bodies of one batch of 40 events as Apache Kafka 4.1.1's own Java producer compressed them.
const FROM_JAVA = {
  snappy:
    'glNOQVBQWQAAAAABAAAAAQAAAaiWC5hEAAAAATh7ImlkIjoiZXZlbnQtMCIsInNjb3JlIjowLjV9AEQAYgI6IwAAMUYjAAAEOiMAADJGIwAABjojAAAzRiMAAAg6IwAANEYjAAAKOiMAADVGIwAADDojAAA2RiMAAA46IwAAN0YjAAAQOiMAADhGIwAAEjojAAA5OiMAFEYAYhQBOjJeAQAxPl8BDEYAYhY+JAA+YAEMRgBiGD4kAD5hAQxGAGIaPiQAPmIBDEYAYhw+JAA+YwEMRgBiHj4kAD5kAQxGAGQgPiQAPmUBDEYAZCI+JAA+ZgEMRgBkJD4kAD5nAQxGAGQmPiQARmgBBGQoOiQAADJGaAEEZCo+JABGaAEEZCw+JABGaAEEZC4+JABGaAEEZDA+JABGaAEEZDI+JABKaAEAND4kAEpoAQA2PiQASmgBADg+JABGaAEEZjo+JABGaAEEZjw6JAAAM0ZoAQRmPj4kAEZoAQRmQD4kAEZoAQRmQj4kAEZoAQRmRD4kAEZoAQRmRj4kAEZoAQRmSD4kAEZoAQRmSj4kAEZoAQRmTD4kAEpoAQBOPiQAPmgB',
  lz4: 'BCJNGGBAgn4BAAD7GEQAAAABOHsiaWQiOiJldmVudC0wIiwic2NvcmUiOjAuNX0ARABGAiMAHjEjABsEIwAeMiMAGwYjAB4zIwAbCCMAHjQjABsKIwAeNSMAGwwjAB42IwAbDiMAHjcjABsQIwAeOCMAGxIjABs5IwBpRgBGFAE6XgEcMV8BTEYASBYkAAxgAUxGAEgYJAAMYQFMRgBIGiQADGIBTEYASBwkAAxjAUxGAEgeJAAMZAFMRgBIICQADGUBTEYASCIkAAxmAUxGAEgkJAAMZwFMRgBIJiQADmgBK0goJAAfMmgBABwqJAAPaAEAHCwkAA9oAQAcLiQAD2gBABwwJAAPaAEAHDIkAA9oAQAcNCQAD2gBABw2JAAPaAEAHDgkAA9oAQAcOiQAD2gBABs8JAAfM2gBABw+JAAPaAEAHEAkAA9oAQAcQiQADmgBLEpEJAAOaAEsSkYkAA5oASxKSCQADmgBLEpKJAAOaAEsSkwkAA5oASxKTiQAB2gBUDAuNX0AAAAAAA==',
  zstd: 'KLUv/QBYRAUA8scdHzBVHiJTRc5gGEQAiyertOEKYeybALARIAAIAAJQSwGT4xupiRlYH3WYvjQLc5X57jLGB/sxZ3XVJqwlM+IQyfEBHa/hGL1oit/ankr81onwgzTEAiS8gRN04BvAl+4JWuz5EoU6I66YUUigq3Txs+fDJqd2lwZOqBGwMwz7d/A11hB+RMAweVlTaTt9WqJLSKyVaBPyRyrWC441M2Y8nJi74bIKAQAA',
};

describe.each([
  ['snappy', snappyCodec, FROM_JAVA.snappy],
  ['lz4', lz4Codec, FROM_JAVA.lz4],
  ['zstd', zstdCodec, FROM_JAVA.zstd],
])('%s', (_name, codec, base64) => {
  it('unpacks what a Java producer sends', async () => {
    const text = (await codec.decompress(Buffer.from(base64, 'base64'))).toString('latin1');
    for (let index = 0; index < 40; index += 1) expect(text).toContain(`{"id":"event-${index}","score":0.5}`);
  });

  it('refuses bytes that are cut short', async () => {
    const whole = Buffer.from(base64, 'base64');
    await expect(codec.decompress(whole.subarray(0, whole.length - 40))).rejects.toThrow();
  });
});

describe('snappy', () => {
  it('round-trips unframed', async () => {
    const source = Buffer.from('leeway '.repeat(500));
    expect((await snappyCodec.decompress(await snappyCodec.compress({ buffer: source }))).equals(source)).toBe(true);
  });
});

describe('zstd', () => {
  it('does not unpack beyond the limit', async () => {
    const bomb = await zstdCodec.compress({ buffer: Buffer.alloc(150_000_000) });
    await expect(zstdCodec.decompress(bomb)).rejects.toThrow();
  });
});
