/**
 * Makes src/digits/digitWeights.bin, the weights of `digitClassifier()`: trains it on the training digits of
 * `@latentkit/datasets`, and on nothing else, each shifted, turned and scaled a little; packs the weights, and prints the
 * accuracy of the packed ones on the test digits. Three to five minutes. Once the packages are built:
 *
 *   pnpm --filter @latentkit/metrics train
 */
import { writeFileSync } from 'node:fs';
import { useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import { trainable } from '@latentkit/model';
import { adam, cosine } from '@latentkit/nn';
import { type Key, key, split, uniformValues } from '@latentkit/random';
import { train } from '@latentkit/train';
import {
  add,
  argMax,
  cast,
  equal,
  image,
  logSoftmax,
  mean,
  mul,
  neg,
  oneHot,
  type Scalar,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { digitNetworks, variablesOf } from '../src/digits/digitNetworks.ts';
import { packWeights, unpackWeights } from '../src/digits/packedWeights.ts';

const steps = Number(process.argv[2] ?? 6000);
const size = 128;

await useBackend('wasm');
const { train: examples, test } = await digits({ labels: true });
const networks = digitNetworks(key(1));
const { trunk, head } = networks;
const logitsOf = (images: Tensor) => head.apply(trunk.apply(images)) as Tensor2D;

const model = trainable({
  kind: 'digitClassifier',
  seed: 1,
  parts: { trunk, head },
  check: () => {},
  phases: {
    loss: {
      trains: { trunk, head },
      optimizer: adam({ learningRate: cosine({ from: 2e-3, to: 1e-5, steps }) }),
      loss({ data, label }: { data: Tensor; label: Tensor }, at) {
        const images = moved(data as Tensor4D, at.key);
        const target = smoothed(label);
        return () => ({ loss: mean<Scalar>(neg(sum(mul(target, logSoftmax(logitsOf(images))), 1))) });
      },
    },
  },
});
const batches = examples.shuffle({ seed: 1 }).batch(size);
for await (const { step, metrics } of train(model, batches, { steps, reportEvery: 500 })) {
  console.log(step, metrics.loss.toFixed(4), `${(100 * (await accuracy())).toFixed(2)} % of the test digits`);
}

const variables = variablesOf(networks);
const shapes = variables.map(({ shape }) => shape);
const values = (await Promise.all(variables.map((variable) => variable.data()))) as Float32Array[];
const bytes = packWeights(values.map((one, i) => ({ shape: shapes[i]!, values: one })));
for (const [i, unpacked] of unpackWeights(bytes, shapes).entries()) variables[i]!.assign(tensor(unpacked, shapes[i]!));
console.log(`packed: ${bytes.length} bytes, ${(100 * (await accuracy())).toFixed(2)} % of the test digits`);
writeFileSync(new URL('../src/digits/digitWeights.bin', import.meta.url), bytes);

async function accuracy(): Promise<number> {
  const { data, label } = test.toTensor();
  const right = tidy(() => mean(cast(equal(argMax(logitsOf(data), 1), label), 'float32')));
  const [share] = await right.data();
  for (const tensor of [data, label, right]) tensor.dispose();
  return share!;
}

/** Each image turned by up to 0.2 radians, scaled by up to a tenth, and shifted by up to two pixels. */
function moved(images: Tensor4D, at: Key): Tensor4D {
  const count = images.shape[0];
  const [angle, scale, right, down] = split(at, 4).map((one) => uniformValues(one, count).map((u) => 2 * u - 1)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const center = 13.5;
  const maps = Array.from({ length: count }, (_, i) => {
    const factor = Math.exp(0.1 * scale[i]!);
    const [cos, sin] = [Math.cos(0.2 * angle[i]!) * factor, Math.sin(0.2 * angle[i]!) * factor];
    const [x, y] = [2 * right[i]!, 2 * down[i]!];
    return [
      cos,
      -sin,
      center + x - cos * center + sin * center,
      sin,
      cos,
      center + y - sin * center - cos * center,
      0,
      0,
    ];
  });
  return image.transform(images, tensor2d(maps), 'bilinear');
}

/** One-hot, with a twentieth of it spread evenly: confidence that is not all 1. */
function smoothed(label: Tensor): Tensor {
  return add(mul(oneHot(label, 10), 0.95), 0.005);
}
