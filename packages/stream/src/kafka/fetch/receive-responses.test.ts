import Connection from 'kafkajs/src/network/connection.js';
import { seededRandom } from '@leeway/testing';
import { beforeAll, expect, it } from 'vitest';
import { installResponseReceiver } from './receive-responses.ts';
import { ResponseLease, takeResponseBuffer } from './response-buffers.ts';

beforeAll(installResponseReceiver);

type Received = { size: number; correlationId: number; payload: Buffer };

function connection() {
  const received: Received[] = [];
  const destroyed: unknown[] = [];
  const fake = Object.assign(Object.create(Connection.prototype) as Connection, {
    authHandlers: null,
    bytesBuffered: 0,
    socket: { destroy: (error: unknown) => destroyed.push(error) },
    requestQueue: { fulfillRequest: (response: Received) => received.push(response) },
  });
  return { fake, received, destroyed };
}

function response(correlationId: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(4 + payload.length, 0);
  head.writeInt32BE(correlationId, 4);
  return Buffer.concat([head, payload]);
}

it('puts responses together however they are cut, from a buffer that is written over', () => {
  const random = seededRandom(3);
  const payloads = Array.from({ length: 40 }, (_, index) =>
    Buffer.alloc(index % 9 === 8 ? 300_000 : Math.floor(random() * 3_000), index),
  );
  const bytes = Buffer.concat(payloads.map((payload, index) => response(index, payload)));
  const { fake, received } = connection();
  const shared = Buffer.alloc(70_000);
  for (let at = 0; at < bytes.length;) {
    const size = 1 + Math.floor(random() * (random() < 0.5 ? 9 : shared.length - 1));
    const copied = bytes.copy(shared, 0, at, at + size);
    fake.processData(shared.subarray(0, copied));
    at += copied;
  }
  expect(received.map(({ correlationId }) => correlationId)).toEqual(payloads.map((_, index) => index));
  for (const [index, { payload, size }] of received.entries()) {
    expect(size).toBe(4 + payload.length);
    expect(payload.equals(payloads[index] ?? Buffer.alloc(0))).toBe(true);
  }
});

it('gives up a connection that sends no responses', () => {
  const { fake, received, destroyed } = connection();
  fake.processData(Buffer.from('HTTP/1.1 400 Bad Request\r\n'));
  expect(received).toEqual([]);
  expect(destroyed).toHaveLength(1);
});

it('uses the room of a large response again once all its partitions are done with, and no sooner', () => {
  const first = takeResponseBuffer(2_000_000);
  const lease = new ResponseLease(first.buffer);
  lease.share();
  lease.share();
  lease.release();
  expect(takeResponseBuffer(2_000_000).buffer).not.toBe(first.buffer);
  lease.release();
  lease.release();
  const second = takeResponseBuffer(1_900_000);
  expect(second.buffer).toBe(first.buffer);
  expect(takeResponseBuffer(1_900_000).buffer).not.toBe(first.buffer);
});

it('lets go of what somebody keeps, and of what it did not make', () => {
  const kept = takeResponseBuffer(3_000_000);
  const leases = [new ResponseLease(kept.buffer), new ResponseLease(Buffer.allocUnsafeSlow(3_000_000).buffer)];
  leases[0]?.keep();
  for (const lease of leases) {
    lease.share();
    lease.release();
  }
  expect(takeResponseBuffer(3_000_000).buffer.byteLength).toBeGreaterThan(3_000_000);
  expect(takeResponseBuffer(3_000_000).buffer).not.toBe(kept.buffer);
});
