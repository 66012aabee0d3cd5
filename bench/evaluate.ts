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

/** Seconds that went by, and those of all cores together that this process had of them. */
const clock = () => [performance.now() / 1000, (process.cpuUsage().user + process.cpuUsage().system) / 1e6] as const;
const began = clock();
let last = began;
const times = new Map<string, readonly [wall: number, processor: number]>();
for await (const { stage, done, total, metrics } of evaluateSamples(model, data, { ...options, count, key: key(1) })) {
  const now = clock();
  const name = stage === 'metrics' ? `metric ${done + 7 - total}` : stage;
  const [wall, processor] = times.get(name) ?? [0, 0];
  times.set(name, [wall + now[0] - last[0], processor + now[1] - last[1]]);
  last = now;
  if (metrics) console.log(JSON.stringify(metrics, (_, value) => (ArrayBuffer.isView(value) ? undefined : value), 2));
}
const shown = ([wall, processor]: readonly [number, number]) =>
  `${wall.toFixed(2)} s, ${processor.toFixed(2)} s of a core`;
for (const [name, time] of times) console.log(`${name}: ${shown(time)}`);
console.log(
  `in all ${shown([last[0] - began[0], last[1] - began[1]])}, for ${count} samples and ${images.length} digits`,
);
console.log(`at most ${most.tensors} tensors more than before, ${(most.bytes / 1e6).toFixed(2)} MB`);
console.log(`left behind: ${memory().numTensors - before.numTensors} tensors`);
