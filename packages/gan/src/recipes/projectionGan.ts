import { assertInteger, assertShape, checkOptions } from '@latentkit/check';
import {
  chain,
  concatContext,
  dense,
  flatten,
  leakyRelu,
  perceptron,
  projection,
  rescale,
  sigmoid,
} from '@latentkit/nn';
import type { GanArchitecture } from '../model.ts';

/** The options of `projectionGan`. */
export interface ProjectionGanOptions {
  /** How many classes the labels have: integers from 0 to `classes − 1`. */
  readonly classes: number;
  /** Units of the generator's hidden layers; the critic has them in reverse. Default `[256, 512]`. */
  readonly hidden?: readonly number[];
}

/**
 * Multi-layer perceptrons for labelled data in [0, 1], conditioned on `label`: the generator is given the label one-hot
 * beside its noise, and the critic's last layer is a projection, which adds how well features and label fit.
 *
 * @throws RangeError, TypeError unless the sizes are integers of at least 1
 * @example
 * const model = gan(projectionGan({ classes: 10 }), { shape: [28, 28, 1], latentSize: 64, seed: 1, loss: hinge() });
 * model.sample(2, key(1), { label: tensor1d([3, 7], 'int32') }).shape; // [2, 28, 28, 1]
 *
 * Miyato & Koyama, "cGANs with Projection Discriminator", 2018, https://arxiv.org/abs/1802.05637
 */
export function projectionGan(options: ProjectionGanOptions): GanArchitecture {
  const { classes, hidden = [256, 512] } = checkOptions('projectionGan', options, ['classes', 'hidden']);
  assertInteger('projectionGan', 'classes', classes);
  assertShape('projectionGan', 'hidden', hidden);
  const activation = leakyRelu(0.2);
  const features = [...hidden].reverse().flatMap((units) => [dense(units), activation]);
  return {
    generator: (shape) =>
      chain([concatContext('label', { classes }), perceptron(hidden, shape, { activation }), sigmoid]),
    critic: () => chain([rescale(2, -1), flatten, ...features, projection('label', classes)]),
  };
}
