/** What the demo panel shows. */
export type DemoView = {
  version: string;
  pipeline: string;
  paused: boolean;
  active: { name: string; endsAtMs: number } | null;
  /** What it will play by itself next, and when. */
  next: { name: string; atMs: number } | null;
  scenarios: DemoScenarioView[];
};

export type DemoScenarioView = { name: string; title: string; description: string; cure: string };

/** What the use cases need of the demo model; its HTTP client implements it. */
export interface DemoModelPort {
  state: () => Promise<{
    state: { version: string; pipeline: string; paused: boolean };
    scenario: { active: DemoView['active']; next: DemoView['next'] };
  }>;
  scenarios: () => Promise<DemoScenarioView[]>;
  startScenario: (name: string) => Promise<void>;
  stopScenario: () => Promise<void>;
}
