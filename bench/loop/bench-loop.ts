import { RemediationCommand, TOPICS } from '@leeway/contracts';
import { openDb, type Db } from '@leeway/store';
import { startStack, type RunningStack } from '@leeway/testing';
import { percentile } from '../percentile.ts';
import { openBrowser } from './browser.ts';
import { readCommands, type CommandReader } from './read-commands.ts';

type Round = { detectMs: number; commandMs: number };
export type LoopResult = {
  rounds: number;
  firstBadEventToIncidentRow: { p50Ms: number; p95Ms: number };
  approveClickToCommandOnTopic: { p50Ms: number; p95Ms: number };
  text: string;
};

const LOOK_AGAIN_MS = 200;
const MITIGATED_WITHIN_MS = 300_000;

async function until<T>(what: string, withinMs: number, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** When the broken release began, as the demo model says; its events are broken from then on. */
async function breakFeed(stack: RunningStack): Promise<number> {
  const response = await fetch(`${stack.demoUrl}/scenarios/broken-feed`, {
    method: 'POST',
    headers: { 'x-leeway-demo': '1' },
  });
  const body = (await response.json()) as { scenario?: { startedAtMs: number }; error?: string };
  if (body.scenario === undefined) throw new Error(body.error ?? `scenario: ${response.status}`);
  return body.scenario.startedAtMs;
}

async function waitForCalm(db: Db): Promise<void> {
  await until('calm', MITIGATED_WITHIN_MS, async () => {
    const last = await db.evaluation.findFirst({ orderBy: { windowEndAt: 'desc' } });
    const open = await db.incident.count({ where: { state: { in: ['triggered', 'acknowledged'] } } });
    return last?.verdict === 'ok' && open === 0 ? true : null;
  });
}

async function playRound(
  stack: RunningStack,
  db: Db,
  browser: Awaited<ReturnType<typeof openBrowser>>,
  commands: CommandReader,
): Promise<Round> {
  await waitForCalm(db);
  // A start at another place of the ten-second pane each time, as real breakages have.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 10_000));
  const brokenAtMs = await breakFeed(stack);
  const incident = await until('an incident', 120_000, () =>
    db.incident.findFirst({ where: { openedAt: { gt: new Date(brokenAtMs) } }, orderBy: { openedAt: 'desc' } }),
  );
  await until('a proposal', 60_000, () =>
    db.remediation.findFirst({ where: { incidentId: incident.id, state: 'proposed' } }),
  );
  // The evidence settles within a few windows; a changed proposal would void the approval.
  await new Promise((resolve) => setTimeout(resolve, 25_000));
  const clickedAtMs = await browser.approve(incident.number);
  const command = await commands.next();
  return { detectMs: incident.openedAt.getTime() - brokenAtMs, commandMs: command.seenAtMs - clickedAtMs };
}

/** Breaks the demo model's feed again and again on a stack of its own, and approves each cure in a real browser. */
export async function benchLoop(input: { rounds: number; onProgress: (line: string) => void }): Promise<LoopResult> {
  input.onProgress('starting a stack');
  const stack = await startStack();
  const db = openDb({ connectionString: stack.databaseUrl, poolSize: 2 });
  const commands = await readCommands(stack.kafkaBrokers, TOPICS.remediations, RemediationCommand);
  const browser = await openBrowser(stack);
  const rounds: Round[] = [];
  try {
    for (let index = 1; index <= input.rounds; index += 1) {
      const round = await playRound(stack, db, browser, commands);
      rounds.push(round);
      input.onProgress(
        `${index}/${input.rounds}: incident after ${round.detectMs} ms, command after ${round.commandMs} ms`,
      );
    }
  } finally {
    await Promise.all([browser.close(), commands.close(), db.$disconnect()]);
    await stack.stop();
  }
  return summarise(rounds);
}

function summarise(rounds: readonly Round[]): LoopResult {
  const of = (values: number[]) => ({
    p50Ms: Math.round(percentile(values, 50)),
    p95Ms: Math.round(percentile(values, 95)),
  });
  const detect = of(rounds.map(({ detectMs }) => detectMs));
  const command = of(rounds.map(({ commandMs }) => commandMs));
  return {
    rounds: rounds.length,
    firstBadEventToIncidentRow: detect,
    approveClickToCommandOnTopic: command,
    text: [
      `${rounds.length} rounds`,
      `first bad event → incident row:   p50 ${detect.p50Ms} ms, p95 ${detect.p95Ms} ms`,
      `approve click → command on topic: p50 ${command.p50Ms} ms, p95 ${command.p95Ms} ms`,
    ].join('\n'),
  };
}
