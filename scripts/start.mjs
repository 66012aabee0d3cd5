/** `npm start`: installs, builds and serves the demo until it is stopped. `npm start -- --port N` chooses the port. */
import { parseArgs } from 'node:util';
import { pnpm, requireNode, root, run } from './tools/run.mjs';

requireNode();

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  process.exit(1);
}

/** @returns {number | undefined} */
function askedPort() {
  let port;
  try {
    port = parseArgs({ options: { port: { type: 'string' } } }).values.port;
  } catch {
    return stop(`npm start: ${process.argv.slice(2).join(' ')} is not understood. Usage: npm start -- --port 5000`);
  }
  if (port === undefined) return undefined;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    return stop(`npm start: --port is ${JSON.stringify(port)} but a whole number from 0 to 65535 was expected.`);
  return Number(port);
}

const port = askedPort();
for (const step of [pnpm('install', '--frozen-lockfile'), pnpm('run', 'build')])
  if (!(await run(step)).ok) stop(`npm start: \`${step.join(' ')}\` failed; what it printed is above.`);

const { serve } = await import('./tools/serve.mjs'); // needs what the installation brought
try {
  const { address, close } = await serve(`${root}/apps/demo`, port);
  console.log(`\nLatentKit's demo is at ${address}  (Ctrl-C stops it)`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => close().finally(() => process.exit(0)));
} catch (error) {
  stop(`npm start: ${error instanceof Error ? error.message : error}`);
}
