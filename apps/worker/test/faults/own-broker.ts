import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startKafka, type KafkaBroker } from '@leeway/devstack';

/** A broker that may be stopped, frozen and started again on its own log. */
export class OwnBroker {
  readonly #folder: string;
  readonly #port: number;
  #broker: KafkaBroker | null = null;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<OwnBroker> {
    const own = new OwnBroker(await mkdtemp(join(tmpdir(), 'leeway-fault-')), await findFreePort());
    await own.start();
    return own;
  }

  get brokers(): string[] {
    return [`127.0.0.1:${this.#port}`];
  }

  get logDir(): string {
    return join(this.#folder, 'kafka');
  }

  async start(): Promise<void> {
    this.#broker = await startKafka({
      dataDir: this.logDir,
      port: this.#port,
      logFile: join(this.#folder, 'kafka.log'),
    });
  }

  /** In order, or (by SIGKILL) in the middle of whatever it does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.#broker?.process.stop({ signal, graceMs: 20_000 });
    this.#broker = null;
  }

  freeze(): void {
    if (this.#broker !== null) process.kill(this.#broker.process.pid, 'SIGSTOP');
  }

  thaw(): void {
    if (this.#broker !== null) process.kill(this.#broker.process.pid, 'SIGCONT');
  }

  async remove(): Promise<void> {
    this.thaw();
    await this.stop('SIGKILL');
    await rm(this.#folder, { recursive: true, force: true });
  }
}
