import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startSchemaRegistry, type SchemaRegistryServer } from '@leeway/devstack';

type NewSchema = {
  schema: string;
  schemaType?: 'AVRO' | 'JSON' | 'PROTOBUF';
  references?: { name: string; subject: string; version: number }[];
};

/** A real schema registry of a test's own, which may be killed and started again with the schemas that it had. */
export class TestSchemaRegistry {
  readonly #folder: string;
  readonly #port: number;
  #server: SchemaRegistryServer | null = null;
  readonly url: string;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  }

  /** The first on a machine fetches the registry by Maven, which takes a minute. */
  static async start(): Promise<TestSchemaRegistry> {
    const folder = await mkdtemp(join(tmpdir(), 'leeway-registry-'));
    const registry = new TestSchemaRegistry(folder, await findFreePort());
    await registry.start();
    return registry;
  }

  async start(): Promise<void> {
    this.#server ??= await startSchemaRegistry({
      dataDir: join(this.#folder, 'data'),
      port: this.#port,
      logFile: join(this.#folder, 'registry.log'),
    });
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.process.stop({ signal });
  }

  /** Id of a schema that is registered now, or was before. */
  async register(subject: string, schema: NewSchema): Promise<number> {
    const response = await fetch(`${this.url}/subjects/${encodeURIComponent(subject)}/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
      body: JSON.stringify(schema),
    });
    const body = (await response.json()) as { id?: number };
    if (!response.ok || body.id === undefined) throw new Error(`not registered: ${JSON.stringify(body)}`);
    return body.id;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
