/** The same line that the start prints for each of its steps. */
export function printStep(name, beganAt, note) {
  const took = `${((performance.now() - beganAt) / 1000).toFixed(1)} s`;
  process.stdout.write(`  ✓ ${name.padEnd(26)}${took.padStart(8)}${note === undefined ? '' : `  ${note}`}\n`);
}
