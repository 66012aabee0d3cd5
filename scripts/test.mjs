/**
 * `npm test`: everything, on a machine that has only Node and npm. Installs, builds, runs every gate and every test
 * (one that fails does not keep the others from running), and ends with `N passed, N failed, N skipped`.
 */
import { availableParallelism } from 'node:os';
import { installChromium } from './tools/installChromium.mjs';
import { exists, pnpm, requireNode, run } from './tools/run.mjs';
import { runVitest } from './tools/vitest.mjs';

requireNode();

/** @typedef {{ passed: number, failed: number, skipped: number, note?: string }} Counts */

const one = (/** @type {boolean} */ ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
const elapsed = (/** @type {number} */ since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const began = Date.now();
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const summary = [];

/**
 * @param {string} name
 * @param {() => Promise<Counts>} body
 */
async function stage(name, body) {
  const since = Date.now();
  const { passed, failed, skipped, note } = await body();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const line = `${failed === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${elapsed(since).padStart(8)}  ${note ?? ''}`;
  summary.push(line.trimEnd());
  console.log(`${line.trimEnd()}\n`);
  return failed === 0;
}

/** @returns {never} */
function finish() {
  console.log(`\n${summary.join('\n')}\n\n${elapsed(began)} in all\n`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed === 0 ? 0 : 1);
}

const installed = await stage('install', async () => one((await run(pnpm('install', '--frozen-lockfile'))).ok));
if (!installed) finish();

const hasBrowser = await stage('Chromium', async () => {
  try {
    const path = await installChromium();
    process.env.CHROMIUM_PATH = path;
    return { ...one(true), note: path };
  } catch (error) {
    return { ...one(false), note: error instanceof Error ? error.message : String(error) };
  }
});
if (!hasBrowser) finish();

await stage('build', async () => one((await run(pnpm('run', 'build'))).ok));

/** Name and pnpm script; the slow ones first, so that two at a time end together. */
const gates = [
  ['documentation', 'check:docs'],
  ['types in the docs', 'check:examples'],
  ["tfjs-core's tests", 'check:tfjs'],
  ['types', 'check:types'],
  ...(exists('apps/demo/package.json') ? [['types of the demo', 'check:demo']] : []),
  ['size', 'check:size'],
  ['attw', 'check:attw'],
  ['publint', 'check:publint'],
  ['import direction', 'check:imports'],
  ['knip', 'check:unused'],
  ['lint and format', 'check:lint'],
];

async function gateRunner() {
  for (let gate = gates.shift(); gate !== undefined; gate = gates.shift()) {
    const [name = '', script = ''] = gate;
    await stage(name, async () => {
      const { ok, output } = await run(pnpm('run', script), { capture: true });
      console.log(output.trimEnd());
      return one(ok);
    });
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, gateRunner));

await stage('tests in Node', () => runVitest(['node', 'process']));
await stage('tests in Chromium', () => runVitest(['browser'], Math.min(2, availableParallelism())));
await stage('end to end', () => runVitest(['e2e']));
finish();
