import type { Command } from './command.ts';

export function helpOfAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'leeway <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'DATABASE_URL says where the store is. --json prints JSON. --help after a command tells its options.',
  ].join('\n');
}

export function helpOf({ name, summary, options }: Command): string {
  const rows = Object.entries(options).map(([option, { value, help, required, many }]) => ({
    left: [`--${option}`, value, many === true ? '…' : undefined].filter((word) => word !== undefined).join(' '),
    right: required === true ? help : `${help} (optional)`,
  }));
  const width = Math.max(0, ...rows.map(({ left }) => left.length));
  return [`leeway ${name}: ${summary}`, ...rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`)].join(
    '\n',
  );
}
