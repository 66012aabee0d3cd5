import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { pnpm, root, run } from './run.mjs';

const report = `${root}/.tmp/vitest.json`;

/**
 * Runs every vitest project and counts. A file that could not be read, and a run that failed for another reason than a
 * test, count as one failure each.
 * @returns {Promise<{ passed: number, failed: number, skipped: number, note: string }>}
 */
export async function runVitest() {
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { ok } = await run(pnpm('exec', 'vitest', 'run', ...reporters));
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, note: 'vitest ended without a report' };
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
  return { passed, failed, skipped, note: `${passed} passed, ${failed} failed, ${skipped} skipped` };
}
