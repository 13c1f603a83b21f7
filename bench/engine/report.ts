export type SideReport = {
  /** Medians over the runs. */
  messagesPerSecond: number;
  /** Of all processes of this side together. */
  cpuNsPerMessage: number;
  /** Of the largest process. */
  peakRssMb: number;
};
export type PaneBytes = { panes: number; mean: number; largest: number };
export type ShapeReport = {
  shape: string;
  features: number;
  messages: number;
  meanBytes: number;
  sides: Record<'raw' | 'parse' | 'parseDefaults' | 'engine' | 'engine2', SideReport>;
  paneBytes: PaneBytes;
};
export type EngineReport = { runs: number; shapes: ShapeReport[] };

const NAMES = {
  raw: 'kafkajs alone',
  parse: 'kafkajs + JSON.parse',
  parseDefaults: 'the same, fetch defaults',
  engine: 'engine, 1 process',
  engine2: 'engine, 2 processes',
} as const;

function line(cells: readonly (string | number)[]): string {
  const [name, ...rest] = cells;
  return String(name).padEnd(28) + rest.map((cell) => String(cell).padStart(14)).join('');
}

function shapeText({ features, messages, meanBytes, sides, paneBytes }: ShapeReport): string {
  const rows = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((side) => {
    const { messagesPerSecond, cpuNsPerMessage, peakRssMb } = sides[side];
    return line([NAMES[side], messagesPerSecond.toLocaleString('en'), cpuNsPerMessage, peakRssMb]);
  });
  const wall = sides.engine.messagesPerSecond / sides.parse.messagesPerSecond;
  const cpu = sides.parse.cpuNsPerMessage / sides.engine.cpuNsPerMessage;
  const own = sides.engine.cpuNsPerMessage - sides.raw.cpuNsPerMessage;
  return [
    `${features} features, ${meanBytes} bytes, ${messages} messages`,
    line(['', 'messages/s', 'CPU ns/msg', 'RSS MB']),
    ...rows,
    `engine ÷ (consume + JSON.parse): ${wall.toFixed(2)} by the clock, ${cpu.toFixed(2)} by CPU`,
    `the engine's own part: ${own} ns of CPU a message (${((100 * own) / sides.engine.cpuNsPerMessage).toFixed(0)} %), kafkajs ${sides.raw.cpuNsPerMessage} ns`,
    `${paneBytes.panes} panes, ${paneBytes.mean} bytes each (largest ${paneBytes.largest})`,
  ].join('\n');
}

export function reportText(report: EngineReport): string {
  return [`medians of ${report.runs}`, ...report.shapes.map(shapeText)].join('\n\n');
}
