import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { pnpm, root, run } from './run.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Runs vitest projects, one after the other, and counts.
 * @param {readonly string[]} projects
 * @param {number} [shards] how many vitests share the files, side by side. A browser computes WebGL in one process, one
 *   shader after the other, so two browsers keep two cores busy where two pages of one would not.
 * @returns {Promise<Counts & { note: string }>}
 */
export async function runVitest(projects, shards = 1) {
  const parts = await Promise.all(Array.from({ length: shards }, (_, i) => runShard(projects, i + 1, shards)));
  const sum = (/** @type {keyof Counts} */ key) => parts.reduce((total, part) => total + part[key], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  return { passed, failed, skipped, note: `${passed} passed, ${failed} failed, ${skipped} skipped` };
}

/**
 * A file that could not be read, and a run that failed for another reason than a test, count as one failure each.
 * @param {readonly string[]} projects
 * @param {number} index from 1
 * @param {number} count
 * @returns {Promise<Counts>}
 */
async function runShard(projects, index, count) {
  const report = `${root}/.tmp/vitest-${projects[0]}-${index}.json`;
  rmSync(report, { force: true });
  const chosen = projects.flatMap((name) => ['--project', name]);
  const shard = count === 1 ? [] : [`--shard=${index}/${count}`];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok } = await run(pnpm('exec', 'vitest', 'run', ...chosen, ...shard, ...reporters), {
    env: { VITEST_SHARD: String(index) },
  });
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.log(`vitest ended without a report (${projects.join(', ')}, ${index} of ${count})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const passed = results.numPassedTests;
  const skipped = results.numPendingTests + results.numTodoTests;
  const lost = results.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  for (const file of lost) console.log(`did not run: ${relative(root, file.name)}`);
  let failed = results.numFailedTests + lost.length;
  if (!ok && failed === 0) failed = 1;
  if (passed + failed === 0) failed = 1;
  return { passed, failed, skipped };
}
