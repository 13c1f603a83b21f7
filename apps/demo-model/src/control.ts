import { parseArgs } from 'node:util';
import { readSettings } from './env.ts';
import { REQUIRED_HEADER } from './http/refuse-browsers.ts';

const USAGE = `Speaks to a running demo model.

usage: node src/control.ts [--port N] state | scenarios | stop
       node src/control.ts [--port N] [--rate N] [--seconds N] broken-feed | slow-release | population-shift
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    rate: { type: 'string' },
    seconds: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
const [verb] = positionals;
if (verb === undefined || values.help === true) {
  process.stdout.write(USAGE);
} else {
  const { host, port } = readSettings(values.port === undefined ? {} : { DEMO_PORT: values.port }).http;
  const isRead = verb === 'state' || verb === 'scenarios';
  const url = `http://${host}:${port}/${isRead ? verb : `scenarios/${encodeURIComponent(verb)}`}`;
  const options = {
    ...(values.rate === undefined ? {} : { rate: Number(values.rate) }),
    ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }),
  };
  try {
    const response = await fetch(
      url,
      isRead ? {} : { method: 'POST', headers: { [REQUIRED_HEADER]: '1' }, body: JSON.stringify(options) },
    );
    process.stdout.write(`${JSON.stringify(await response.json(), null, 2)}\n`);
    process.exitCode = response.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`no demo answers at ${url}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
