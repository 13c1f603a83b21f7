/** What the demo panel shows. */
export type DemoView = {
  version: string;
  pipeline: string;
  paused: boolean;
  activeScenario: string | null;
  scenarios: { name: string; title: string; description: string }[];
};

/** What the use cases need of the demo model; its HTTP client implements it. */
export interface DemoModelPort {
  state: () => Promise<{
    state: { version: string; pipeline: string; paused: boolean };
    scenario: { active: { name: string } | null };
  }>;
  scenarios: () => Promise<{ name: string; title: string; description: string }[]>;
  startScenario: (name: string) => Promise<void>;
  stopScenario: () => Promise<void>;
}
