/** What is used of the insides of kafkajs, which is pinned to a version. */
declare module 'kafkajs/src/protocol/decoder.js' {
  export default class KafkaDecoder {
    constructor(buffer: Buffer);
    offset: number;
    readInt16(): number;
    readInt32(): number;
    readInt64(): { toString: () => string };
    readString(): string;
    readArray<T>(read: (decoder: KafkaDecoder) => T): T[];
    readArrayAsync<T>(read: (decoder: KafkaDecoder) => Promise<T>): Promise<T[]>;
    canReadBytes(size: number): boolean;
    readBytes(size: number): Buffer;
  }
}
declare module 'kafkajs/src/protocol/recordBatch/v0/decoder.js' {
  import type KafkaDecoder from 'kafkajs/src/protocol/decoder.js';
  export default function decodeBatch(decoder: KafkaDecoder): Promise<{ records: unknown[] }>;
}
declare module 'kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js' {
  import type KafkaDecoder from 'kafkajs/src/protocol/decoder.js';
  export default function decodeMessages(decoder: KafkaDecoder): Promise<unknown[]>;
}
declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const fetchResponse: { decode: (rawData: Buffer) => Promise<unknown> };
  export default fetchResponse;
}
declare module 'kafkajs/src/network/connection.js' {
  import type { Socket } from 'node:net';
  export default class Connection {
    authHandlers: unknown;
    bytesBuffered: number;
    socket: Socket;
    requestQueue: {
      fulfillRequest: (response: { size: number; correlationId: number; payload: Buffer }) => void;
    };
    processData: (this: Connection, chunk: Buffer) => unknown;
  }
}
declare module 'kafkajs/src/network/socketFactory.js' {
  import type { ISocketFactory } from 'kafkajs';
  export default function createDefault(): ISocketFactory;
}
