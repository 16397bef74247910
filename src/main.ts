const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `Node.js 22.12 or newer is needed, this is ${process.versions.node}; "npm start" brings its own.\n`,
  );
  process.exit(1);
}

// Loaded only now: on an older Node the libraries below would fail in ways that say nothing.
const { run } = await import('./run.js');
await run();

export {};
