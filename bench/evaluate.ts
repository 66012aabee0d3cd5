/**
 * How long `evaluateSamples` takes on digits, on WASM: so many samples of a VAE beside the 9,003 training digits, with the
 * features of `digitClassifier`; stage by stage and metric by metric, and the most tensors and bytes there were meanwhile.
 *
 *   pnpm --filter @latentkit/bench evaluate [count = 10000] [threads = 2]
 */
import { useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { digitClassifier, evaluateSamples, key } from '@latentkit/metrics';
import { fit } from '@latentkit/train';
import { mlp, vae } from '@latentkit/vae';
import { memory, type Tensor } from '@tensorflow/tfjs-core';

const [count = 10_000, threads = 2] = process.argv.slice(2).map(Number);
await useBackend('wasm', { threads });
const { train: images } = await digits();
const model = vae(mlp(), { shape: images.shape, latentSize: 20, seed: 1 });
await fit(model, images.shuffle({ seed: 1 }).batch(128), { steps: 350 });
const classifier = await digitClassifier();

const before = memory();
const most = { tensors: 0, bytes: 0 };
const watched = (of: (examples: Tensor) => Tensor) => (examples: Tensor) => {
  const found = of(examples);
  const { numTensors, numBytes } = memory();
  most.tensors = Math.max(most.tensors, numTensors - before.numTensors);
  most.bytes = Math.max(most.bytes, numBytes - before.numBytes);
  return found;
};
const options = { features: watched(classifier.features), classify: watched(classifier.classify) };
const data = images.batch(100, { remainder: 'keep' });

const began = performance.now();
let last = began;
const seconds = new Map<string, number>();
for await (const { stage, done, total, metrics } of evaluateSamples(model, data, { ...options, count, key: key(1) })) {
  const now = performance.now();
  const name = stage === 'metrics' ? `metric ${done + 7 - total}` : stage;
  seconds.set(name, (seconds.get(name) ?? 0) + (now - last) / 1000);
  last = now;
  if (metrics) console.log(metrics);
}
for (const [name, time] of seconds) console.log(`${name}: ${time.toFixed(2)} s`);
console.log(
  `${((performance.now() - began) / 1000).toFixed(1)} s in all, for ${count} samples and ${images.length} digits`,
);
console.log(`at most ${most.tensors} tensors more than before, ${(most.bytes / 1e6).toFixed(2)} MB`);
console.log(`left behind: ${memory().numTensors - before.numTensors} tensors`);
