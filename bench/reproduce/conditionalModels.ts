import { acGan, categoricalCode, dcgan, gan, infoGan, uniformCode } from '@latentkit/gan';
import { adam, type Batch, cosine, type Terms, type Trainable } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { gather, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Examples } from './ours.ts';

/** A model whose generator is given a class. */
export interface ConditionalModel {
  /** A step on the examples of these rows. */
  step(train: Examples, rows: Tensor1D): Terms;
  /** Samples of these classes. */
  sample(key: Key, classes: Tensor1D): Tensor;
  /** How probable each class is for examples, as the model sees it: for models without labels. */
  guess?(data: Tensor): Tensor;
  dispose(): void;
}

/** How it is made, for so many steps. */
type Make = (seed: number, steps: number) => ConditionalModel;

const common = { shape: [28, 28, 1], averageDecay: 0.999 };
const filters = [16, 32];
/** Adam whose learning rate falls to 0. */
const falling = (from: number, steps: number) => adam({ learningRate: cosine({ from, to: 0, steps }), beta1: 0.5 });
const rates = (steps: number, generator = 1e-3, critic = 4e-4) => ({
  generatorOptimizer: falling(generator, steps),
  criticOptimizer: falling(critic, steps),
});

/** One that is given labels by its batches. */
function labelled(
  model: Trainable<Batch, Terms> & { sample(count: number, key: Key, context: { label: Tensor }): Tensor },
): ConditionalModel {
  return {
    step: ({ data, label }, rows) => model.step({ data: gather(data, rows), label: gather(label, rows) }),
    sample: (key, label) => model.sample(label.size, key, { label }),
    dispose: model.dispose,
  };
}

/** By name. */
export const conditionalModels: Readonly<Record<string, Make>> = {
  gan: (seed, steps) =>
    labelled(gan(dcgan({ filters, classes: 10 }), { ...common, latentSize: 16, seed, ...rates(steps) })),
  acGan: (seed, steps) =>
    labelled(acGan(dcgan({ filters }), { ...common, latentSize: 62, seed, classes: 10, ...rates(steps, 4e-4) })),
  infoGan(seed, steps) {
    const code = { digit: categoricalCode(10), slant: uniformCode(2) };
    const model = infoGan(dcgan({ filters }), { ...common, latentSize: 16, seed, code, ...rates(steps, 5e-4, 2e-4) });
    return {
      step: ({ data }, rows) => model.step(gather(data, rows)),
      sample: (key, digit) => model.sample(digit.size, key, { digit }),
      guess: (data) => model.guess(data).digit,
      dispose: model.dispose,
    };
  },
};
