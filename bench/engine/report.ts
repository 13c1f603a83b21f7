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
  sides: Record<'raw' | 'receive' | 'parse' | 'parseDefaults' | 'engine' | 'engine2', SideReport>;
  /** Engine ÷ (consume + JSON.parse), of messages a second and of messages a second of processor time. */
  ratio: { wall: number; cpu: number };
  /** Processor time a message of one engine: what its consumer takes without it, and what comes on top of that. */
  share: { receivingCpuNs: number; engineCpuNs: number; engineShare: number };
  paneBytes: PaneBytes;
};
export type EngineReport = { runs: number; shapes: ShapeReport[] };

const NAMES = {
  raw: 'kafkajs alone',
  receive: "Leeway's consumer alone",
  parse: 'kafkajs + JSON.parse',
  parseDefaults: 'the same, fetch defaults',
  engine: 'engine, 1 process',
  engine2: 'engine, 2 processes',
} as const;

function line(cells: readonly (string | number)[]): string {
  const [name, ...rest] = cells;
  return String(name).padEnd(28) + rest.map((cell) => String(cell).padStart(14)).join('');
}

export function comparison(sides: ShapeReport['sides']): Pick<ShapeReport, 'ratio' | 'share'> {
  const { engine, parse, receive } = sides;
  const own = engine.cpuNsPerMessage - receive.cpuNsPerMessage;
  return {
    ratio: {
      wall: engine.messagesPerSecond / parse.messagesPerSecond,
      cpu: parse.cpuNsPerMessage / engine.cpuNsPerMessage,
    },
    share: {
      receivingCpuNs: receive.cpuNsPerMessage,
      engineCpuNs: own,
      engineShare: own / engine.cpuNsPerMessage,
    },
  };
}

function shapeText({ features, messages, meanBytes, sides, ratio, share, paneBytes }: ShapeReport): string {
  const rows = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((side) => {
    const { messagesPerSecond, cpuNsPerMessage, peakRssMb } = sides[side];
    return line([NAMES[side], messagesPerSecond.toLocaleString('en'), cpuNsPerMessage, peakRssMb]);
  });
  return [
    `${features} features, ${meanBytes} bytes, ${messages} messages`,
    line(['', 'messages/s', 'CPU ns/msg', 'RSS MB']),
    ...rows,
    `engine ÷ (consume + JSON.parse): ${ratio.wall.toFixed(2)} by the clock, ${ratio.cpu.toFixed(2)} by CPU`,
    `of a message's CPU: receiving ${share.receivingCpuNs} ns, the engine ${share.engineCpuNs} ns (${(100 * share.engineShare).toFixed(0)} %)`,
    `${paneBytes.panes} panes, ${paneBytes.mean} bytes each (largest ${paneBytes.largest})`,
  ].join('\n');
}

export function reportText(report: EngineReport): string {
  return [`medians of ${report.runs}`, ...report.shapes.map(shapeText)].join('\n\n');
}
