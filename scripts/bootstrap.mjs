// The way into every command. It has to run on the Node that a machine happens to have, before anything is
// installed; the commands themselves run on the Node that package.json pins.
const oldest = 18;
const major = Number.parseInt(process.versions.node, 10);
if (major < oldest) {
  process.stderr.write(
    `\n  ✗ Node ${process.versions.node} is too old; Leeway needs ${oldest} or newer to begin with\n` +
      '  → install a newer one from https://nodejs.org, or with nvm: nvm install --lts\n\n',
  );
  process.exit(1);
}
const { main } = await import('./bootstrap/main.mjs');
process.exit(await main(process.argv.slice(2)));
