/** What the demo model itself says, asked directly: the witness that does not belong to Leeway. */
export type DemoState = { version: string; pipeline: string; traffic: Record<string, number>; scenario: string | null };

function baseUrl(): string {
  const url = process.env['E2E_DEMO_URL'];
  if (!url) throw new Error('the stack is not running');
  return url;
}

export async function demoState(): Promise<DemoState> {
  const response = await fetch(`${baseUrl()}/state`);
  const body = (await response.json()) as { state: DemoState; scenario: { active: { name: string } | null } };
  return { ...body.state, scenario: body.scenario.active?.name ?? null };
}

export async function startScenario(name: string): Promise<void> {
  const response = await fetch(`${baseUrl()}/scenarios/${name}`, { method: 'POST', headers: { 'x-leeway-demo': '1' } });
  if (!response.ok) throw new Error(`scenario ${name}: ${response.status} ${await response.text()}`);
}

export async function stopScenario(): Promise<void> {
  await fetch(`${baseUrl()}/scenarios/stop`, { method: 'POST', headers: { 'x-leeway-demo': '1' } });
}
