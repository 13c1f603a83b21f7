import { connect } from 'node:net';
import type { ISocketFactory } from 'kafkajs';
import Connection from 'kafkajs/src/network/connection.js';
import defaultSocketFactory from 'kafkajs/src/network/socketFactory.js';
import { takeResponseBuffer } from './response-buffers.ts';

const SIZE_BYTES = 4;
const CORRELATION_BYTES = 4;
const READ_BYTES = 262_144;
const KEEP_ALIVE_MS = 60_000;
/** No broker sends more at once; what claims to is no response. */
const MAX_RESPONSE_BYTES = 2 ** 30;

/** The response that a connection is receiving. */
type Frame = { socket: unknown; head: Buffer; headFilled: number; body: Buffer | null; filled: number };

const frames = new WeakMap<Connection, Frame>();
let isInstalled = false;

function frameOf(connection: Connection): Frame {
  const known = frames.get(connection);
  // A new socket begins with a new response.
  if (known !== undefined && known.socket === connection.socket) return known;
  const head = Buffer.alloc(SIZE_BYTES);
  const fresh: Frame = { socket: connection.socket, head, headFilled: 0, body: null, filled: 0 };
  frames.set(connection, fresh);
  return fresh;
}

/** Takes the next bytes of a response; returns how many. */
function receive(connection: Connection, frame: Frame, chunk: Buffer, from: number): number {
  if (frame.body === null) {
    const copied = chunk.copy(frame.head, frame.headFilled, from);
    frame.headFilled += copied;
    if (frame.headFilled < SIZE_BYTES) return copied;
    const size = frame.head.readInt32BE();
    if (size < CORRELATION_BYTES || size > MAX_RESPONSE_BYTES)
      throw new RangeError(`a response of ${size} bytes is none of Kafka`);
    frame.body = takeResponseBuffer(size);
    return copied;
  }
  const { body } = frame;
  const copied = chunk.copy(body, frame.filled, from);
  frame.filled += copied;
  if (frame.filled < body.length) return copied;
  frame.headFilled = 0;
  frame.body = null;
  frame.filled = 0;
  connection.requestQueue.fulfillRequest({
    size: body.length,
    correlationId: body.readInt32BE(),
    payload: body.subarray(CORRELATION_BYTES),
  });
  return copied;
}

/**
 * Has kafkajs put responses together where they are read, from one buffer that every read of the socket fills anew:
 * without it each byte is allocated twice. Signing in is left to kafkajs.
 */
export function installResponseReceiver(): void {
  if (isInstalled) return;
  isInstalled = true;
  const { processData } = Connection.prototype;
  Connection.prototype.processData = function receiveChunk(this: Connection, chunk) {
    // It keeps chunks, and these will be written over.
    if (this.authHandlers !== null || this.bytesBuffered > 0) return processData.call(this, Buffer.from(chunk));
    const frame = frameOf(this);
    try {
      for (let at = 0; at < chunk.length;) at += receive(this, frame, chunk, at);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.socket.destroy(error);
    }
    return undefined;
  };
}

/** Sockets that are read into one buffer each; encrypted ones as kafkajs opens them. */
export function createSocketFactory(): ISocketFactory {
  const byDefault = defaultSocketFactory();
  return (target) => {
    if (target.ssl !== undefined && Boolean(target.ssl)) return byDefault(target);
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const callback = (size: number): boolean => {
      socket.emit('data', buffer.subarray(0, size));
      return true;
    };
    const { host, port, onConnect } = target;
    const socket = connect({ host, port, onread: { buffer, callback } }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return socket;
  };
}
