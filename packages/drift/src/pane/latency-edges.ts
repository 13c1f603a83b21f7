/** Upper edges in ms of the latency cells: cell i counts latencies in (edge i − 1, edge i], a last one the rest. */
export const LATENCY_EDGES_MS = [
  1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 125, 150, 200, 250, 300, 400, 500, 600, 750, 1_000, 1_250, 1_500,
  2_000, 2_500, 3_000, 4_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 60_000,
] as const;
