/**
 * Runs tfjs-core's own tests on one WASM backend. Started by `tfjs.mjs`, which bundles it first: tfjs-core must be one
 * and the same for its tests, for the backend and for us.
 */
import './tfjsJasmine.mjs';
import '@tensorflow/tfjs-core/dist/tests.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

/** @typedef {{ name: string, status: string, reason: string }} Result */

/** @type {Result[]} */
const results = [];

async function start() {
  if (process.argv[2] !== 'stock') {
    const { useBackend } = await import('../src/index.ts');
    await useBackend('wasm');
    return;
  }
  const { setBackend, env } = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-wasm');
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await setBackend('wasm');
}

async function main() {
  await start();
  const suite = globalThis.jasmine.getEnv();
  const only = process.argv[3];
  suite.configure({ random: false, ...(only ? { specFilter: (spec) => spec.getFullName().includes(only) } : {}) });
  const { fetch } = globalThis;
  // Tests of tfjs leave another one behind.
  const restore = () => {
    globalThis.fetch = fetch;
  };
  suite.addReporter({
    suiteDone: restore,
    specDone({ fullName, status, failedExpectations }) {
      restore();
      results.push({ name: fullName, status, reason: failedExpectations[0]?.message ?? '' });
    },
  });
  await suite.execute();
  process.send?.(results, () => process.exit(0));
}

await main();
