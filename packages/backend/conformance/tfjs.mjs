/**
 * Runs tfjs-core's own tests (they are in its npm package) on our 'wasm', and fails where they do not come out as
 * `tfjsFailures.json` says, or as badly as on stock tfjs (`tfjsStockFailures.json`).
 *
 *   node tfjs.mjs                 the check
 *   node tfjs.mjs --only <words>  the tests whose names have these words, with their errors
 *   node tfjs.mjs --update        writes both lists anew; see what changed before you commit it
 */
import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { accepted, mostFailures, mustPass, reasons } from './tfjsRules.mjs';

/** @typedef {{ name: string, status: string, reason: string }} Result */

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const bundle = path('../node_modules/.cache/conformance/suite.mjs');

/** One file, so that the tests, the backend and we have one tfjs-core between us. */
async function bundleSuite() {
  const here = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js');
  await build({
    entryPoints: [path('tfjsSuite.mjs')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    // tfjs-core says that its tests have no side effects.
    ignoreAnnotations: true,
    external: ['jasmine-core', 'jasmine-core/*'],
    logLevel: 'error',
    banner: {
      js: [
        "import { createRequire } from 'node:module';",
        "import { dirname as dirnameOf } from 'node:path';",
        `const require = createRequire(${JSON.stringify(import.meta.url)});`,
        `const __filename = ${JSON.stringify(here)};`,
        'const __dirname = dirnameOf(__filename);',
      ].join('\n'),
    },
  });
}

/**
 * In a process of its own: kernels are registered for good.
 * @param {'ours' | 'stock'} which
 * @param {string} only
 * @returns {Promise<Result[]>}
 */
function runSuite(which, only = '') {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, [which, only], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        output += text;
      });
    }
    /** @type {Result[] | undefined} */
    let results;
    child.on('message', (message) => {
      results = /** @type {Result[]} */ (message);
    });
    child.on('exit', (code) => {
      if (results) resolve(results);
      else reject(new Error(`The tests ended with ${code} and without a result:\n${output.slice(-4000)}`));
    });
  });
}

/** @param {Result[]} results */
const failuresOf = (results) => results.filter(({ status }) => status === 'failed');

/** @param {Result[]} results */
function count(results) {
  const [passed, failed, skipped] = ['passed', 'failed', 'pending'].map(
    (status) => results.filter((result) => result.status === status).length,
  );
  return `${passed} pass, ${failed} fail, ${skipped} are skipped`;
}

/** @param {Result} result */
function reasonOf({ name, reason }) {
  if (name in accepted) return accepted[name];
  return reasons.find(([pattern]) => pattern.test(`${name}: ${reason}`))?.[1] ?? 'not known';
}

/** @param {string} file @param {unknown} value */
const write = (file, value) => writeFileSync(path(file), `${JSON.stringify(value, undefined, 2)}\n`);
const read = (/** @type {string} */ file) => JSON.parse(readFileSync(path(file), 'utf8'));

await bundleSuite();
const [flag, ...words] = process.argv.slice(2);

if (flag === '--only') {
  const results = await runSuite('ours', words.join(' '));
  for (const { name, reason } of failuresOf(results)) console.log(`${name}\n    ${reason.slice(0, 600)}\n`);
  console.log(count(results));
  process.exit(0);
}

const results = await runSuite('ours');
const failures = failuresOf(results);
console.log(`tfjs-core's tests on our wasm: ${count(results)}.`);

if (flag === '--update') {
  const stock = await runSuite('stock');
  console.log(`tfjs-core's tests on stock wasm: ${count(stock)}.`);
  write(
    'tfjsStockFailures.json',
    failuresOf(stock).map(({ name }) => name),
  );
  /** @type {Record<string, string[]>} */
  const groups = {};
  for (const failure of failures) {
    const reason = reasonOf(failure);
    groups[reason] = [...(groups[reason] ?? []), failure.name];
  }
  write('tfjsFailures.json', groups);
  for (const [reason, names] of Object.entries(groups)) console.log(`${String(names.length).padStart(4)}  ${reason}`);
}

const stock = new Set(read('tfjsStockFailures.json'));
const expected = new Set(Object.values(read('tfjsFailures.json')).flat());
const failed = new Set(failures.map(({ name }) => name));
const ran = new Set(results.map(({ name }) => name));
/** @type {string[]} */
const faults = [];
for (const { name, reason } of failures) {
  const say = (/** @type {string} */ fault) => faults.push(`${name}: ${fault}\n    ${reason.slice(0, 400)}`);
  if (mustPass.test(name) && !(name in accepted)) say('fails, and must not.');
  else if (!stock.has(name) && !(name in accepted)) say('fails, and stock tfjs passes it.');
  else if (!expected.has(name)) say('fails, and is not in tfjsFailures.json.');
}
for (const name of expected) {
  if (!ran.has(name)) faults.push(`${name}: is in tfjsFailures.json, but there is no such test.`);
  else if (!failed.has(name)) faults.push(`${name}: passes now. Take it out: node conformance/tfjs.mjs --update`);
}
if (failed.size > mostFailures) faults.push(`${failed.size} fail, and at most ${mostFailures} may.`);
if (ran.size < 4000) faults.push(`Only ${ran.size} tests ran: the suite is not whole.`);
console.log(faults.join('\n'));
process.exit(faults.length === 0 ? 0 : 1);
