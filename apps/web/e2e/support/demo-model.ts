/** What the demo model itself says, asked directly: the witness that does not belong to Leeway. */
export type DemoState = {
  version: string;
  pipeline: string;
  traffic: Record<string, number>;
  scenario: { name: string } | null;
};

function url(path: string): string {
  const base = process.env['E2E_DEMO_URL'];
  if (!base) throw new Error('the stack is not running');
  return `${base}${path}`;
}

export async function demoState(): Promise<DemoState> {
  const response = await fetch(url('/state'));
  return (await response.json()) as DemoState;
}

async function post(path: string): Promise<void> {
  const response = await fetch(url(path), { method: 'POST', headers: { 'x-leeway-demo': '1' } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

export async function startScenario(name: string): Promise<void> {
  await post(`/scenarios/${name}`);
}

export async function stopScenario(): Promise<void> {
  if ((await demoState()).scenario !== null) await post('/scenarios/stop');
}
