#!/usr/bin/env node
/** Starts the command line. In a checkout it first builds what changed, so that a clone needs no command in between. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`babelwire needs Node 20.19 or newer; this is ${process.version}`);
  process.exit(1);
}

const { build, hasSources } = await import('./build.js');
if (hasSources()) {
  try {
    if (await build()) process.stderr.write('babelwire: built from source\n');
  } catch (error) {
    console.error(`babelwire could not be built: ${error instanceof Error ? error.message : String(error)}`);
    console.error('Run "npm ci" first; in a checkout the compiler comes with the development packages.');
    process.exit(1);
  }
}

const { main } = await import('../../../dist/apps/standalone/src/cli.js');
await main(process.argv.slice(2));
