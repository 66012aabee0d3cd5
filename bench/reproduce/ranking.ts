/**
 * Ranks variational auto-encoders by −ln p(x) of unseen digits, estimated by importance sampling, each beside its twin in
 * PyTorch. The digits are binarised once: every pixel is drawn with its grey value as the probability of white.
 *
 *   pnpm --filter @latentkit/bench ranking [--only vae,iwae] [--epochs 50] [--samples 5000] [--images 997] [--seed 1]
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { foldIn, key, uniform } from '@latentkit/random';
import { iwae, mlp } from '@latentkit/vae';
import { cast, less, slice, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { digitsOf, type Examples, orderOf, tensorsOf, trainOurs } from './ours.ts';
import { trainTwin } from './twin.ts';
import type { Model, Variant } from './variant.ts';
import { variants } from './variants.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    epochs: { type: 'string', default: '50' },
    samples: { type: 'string', default: '5000' },
    images: { type: 'string', default: '997' },
    seed: { type: 'string', default: '1' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const [epochs, samples, images, seed] = [options.epochs, options.samples, options.images, options.seed].map(Number) as [
  number,
  number,
  number,
  number,
];

const ranked: Readonly<Record<string, Variant>> = {
  vae: variants.vae!,
  iwae: variants.iwae!,
  'iwae-50': {
    ...variants.iwae!,
    make: (seed) => iwae(mlp(), { shape: [28, 28, 1], latentSize: 20, seed, samples: 50 }),
  },
  'vamp-prior': variants['vamp-prior']!,
  'flow posterior': variants['flow posterior']!,
  hierarchical: variants.hierarchical!,
};

/** A model that estimates ln p(x) of each example. */
type Estimating = Model & {
  logLikelihood(
    data: Tensor,
    options: { samples: number; key: ReturnType<typeof key> },
  ): { value: Tensor; standardError: Tensor };
};

await useBackend('wasm');
const plan = await digitsOf([epochs]);
const binary = { ...plan, train: binarized(plan.train, 1), test: firstOf(binarized(plan.test, 2)) };

console.log(`| model | −ln p(x), ours | PyTorch | apart | −ELBO or the bound trained, ours | PyTorch |`);
console.log('|---|--:|--:|--:|--:|--:|');
let isWithin = true;
for (const name of options.only?.split(',') ?? Object.keys(ranked)) {
  const variant = ranked[name];
  if (!variant) throw new RangeError(`ranking: --only has ${name} but ${Object.keys(ranked).join(', ')} was expected.`);
  const model = variant.make(seed) as Estimating;
  const order = orderOf(binary, seed);
  const tensors = tensorsOf(variant, model, binary, order);
  const [bound] = await trainOurs(variant, model, binary, order);
  const ours = -(await logLikelihoodOf(model));
  model.dispose();
  const twin = await trainTwin(options.python, { name, term: 'loss', epochs: [epochs], seed, tensors, samples });
  const theirs = -twin.logLikelihood!;
  isWithin &&= Math.abs(ours - theirs) <= 1;
  const numbers = [ours, theirs, Math.abs(ours - theirs), bound!, twin.curve[0]!];
  console.log(`| ${[name, ...numbers.map((x) => x.toFixed(2))].join(' | ')} |`);
}
if (!isWithin) process.exitCode = 1;

/** The mean over the test images. */
async function logLikelihoodOf(model: Estimating): Promise<number> {
  let total = 0;
  for (let first = 0; first < images; first++) {
    const value = tidy(() => {
      const data = slice(binary.test.data, [first, 0, 0, 0], [1, -1, -1, -1]);
      return model.logLikelihood(data, { samples, key: foldIn(key(seed), first) }).value;
    });
    total += (await value.data())[0]!;
    value.dispose();
  }
  return total / images;
}

/** The images with every pixel drawn once. */
function binarized({ data, label }: Examples, of: number): Examples {
  return { data: tidy(() => cast(less(uniform(foldIn(key(0), of), data.shape), data), 'float32')), label };
}

function firstOf({ data, label }: Examples): Examples {
  return { data: slice(data, [0, 0, 0, 0], [images, -1, -1, -1]), label: slice(label, [0], [images]) };
}
