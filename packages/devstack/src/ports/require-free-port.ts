import { createServer } from 'node:net';
import { StartError } from '../start-error.ts';

/**
 * Fails with the remedy when something listens on the loopback port, for longer than `withinMs`: a process that was
 * killed may count as gone a moment before its last thread lets go of the port.
 */
export async function requireFreePort(input: {
  port: number;
  usedFor: string;
  setting: string;
  withinMs?: number;
}): Promise<void> {
  const deadline = Date.now() + (input.withinMs ?? 0);
  let code = await listenOnce(input.port);
  while (code === 'EADDRINUSE' && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    code = await listenOnce(input.port);
  }
  if (code === null) return;
  if (code === 'EADDRINUSE') {
    throw new StartError(
      `port ${input.port}, wanted for ${input.usedFor}, is in use by another program`,
      `stop that program (to find it: ss -ltnp "sport = :${input.port}"), or choose another port: ${input.setting}=${freeLooking(input.port)} npm start`,
    );
  }
  throw new StartError(
    `port ${input.port}, wanted for ${input.usedFor}, can't be opened (${code})`,
    `choose another port: ${input.setting}=${freeLooking(input.port)} npm start`,
  );
}

/** A round suggestion a little away from the usual port, inside the range of ports that any user may open. */
function freeLooking(port: number): number {
  return port + 100 > 65_535 || port < 1024 ? 13_000 : port + 100;
}

function listenOnce(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(null)));
  });
}
