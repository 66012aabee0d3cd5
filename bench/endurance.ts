/**
 * Many steps of a small DCGAN: after the first ten, neither the number of tensors nor the heap may grow.
 *
 *   pnpm --filter @latentkit/bench endurance 10000
 */
import { useBackend } from '@latentkit/backend';
import { dcgan, gan } from '@latentkit/gan';
import { key, uniform } from '@latentkit/random';
import { backend, dispose, memory } from '@tensorflow/tfjs-core';

const steps = Number(process.argv[2] ?? 10_000);
if (!Number.isInteger(steps) || steps < 11)
  throw new RangeError(`endurance: steps is ${process.argv[2]}, not above 10.`);
await useBackend('wasm');
const model = gan(dcgan({ filters: [4, 8] }), { shape: [8, 8, 1], latentSize: 8, seed: 1 });
const batch = uniform(key(2), [4, 8, 8, 1]);

const size = () => {
  const { wasm } = backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  return { tensors: memory().numTensors, heapBytes: wasm.HEAPU8.buffer.byteLength };
};

const began = performance.now();
let before = size();
for (let step = 1; step <= steps; step++) {
  dispose(model.step(batch));
  if (step === 10) before = size();
}
const after = size();
const milliseconds = (performance.now() - began) / steps;
console.log(`${steps} steps, ${milliseconds.toFixed(2)} ms each`);
console.log('after step 10:', before);
console.log(`after step ${steps}:`, after);
if (after.tensors !== before.tensors || after.heapBytes !== before.heapBytes) {
  console.log('They differ: something leaks.');
  process.exitCode = 1;
}
