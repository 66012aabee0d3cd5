import { assertBetween, assertShape, checkOptions } from '@latentkit/check';
import {
  averagePool,
  chain,
  conv2d,
  dense,
  flatten,
  heNormal,
  type Layer,
  leakyRelu,
  minibatchStandardDeviation,
  rescale,
  reshape,
  residual,
  sigmoid,
} from '@latentkit/nn';
import { sizeOf } from '@latentkit/shared';
import type { GanArchitecture } from '../model.ts';
import { assertFilters, stagesOf } from './stages.ts';
import { styleGenerator } from './styleGenerator.ts';

/** The options of `styleGan`. */
export interface StyleGanOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 8)`. */
  readonly filters?: readonly number[];
  /** Units of the layers of the mapping network, at least one; the last is the size of a style. Default `[64, 64]`. */
  readonly mapping?: readonly number[];
  /** How probable it is, while training, that an example has the styles of two latents, from 0 to 1. Default 0.9. */
  readonly mixing?: number;
}

const CALLER = 'styleGan';

/**
 * A style-based generator, small enough for a page, and its critic, for pictures in [0, 1], of any number of channels, whose
 * height and width every stage can halve: 28, 32, 48, 64.
 *
 * A mapping network takes latents to styles. A learned constant goes through modulated convolutions, each under the style and
 * followed by a noise input and a leaky ReLU, and is enlarged bilinearly from stage to stage; the pictures that all sizes give are
 * summed and end in a sigmoid. The critic has residual blocks and, at its end, a channel with the standard deviation over the
 * batch; it sees the data in [−1, 1].
 *
 * While training, noise is drawn for each example, and the coarser sizes have the style of one latent and the finer ones that of
 * another with probability `mixing`. Otherwise the noise is always the same, and `truncation` `[batch, 1]` in the context, if it is
 * there, draws styles towards their moving mean: 0.7 for samples that are more typical, 1 or none for all that was learned.
 *
 * Learning rates are not equalised: in networks as small as these the layers' fan-ins are much alike.
 *
 * Train it with `nonSaturating`, `r1`, and a weight average to sample from. For digits the penalty was `r1({ weight: 1 })`, both
 * optimizers `adam({ learningRate: 1e-3, beta1: 0, beta2: 0.99 })`, and the decay of the average 0.995.
 *
 * @throws RangeError, TypeError unless filters and units are integers of at least 1 and `mixing` a number from 0 to 1; by the
 *   model, where the shape is not `[height, width, channels]` of such a size
 * @example
 * const options = { shape: [8, 8, 3], latentSize: 16, seed: 1, penalty: r1({ weight: 1 }) };
 * const model = gan(styleGan({ filters: [8] }), options);
 * model.sample(2, key(1), { truncation: tensor2d([[0.7], [0]]) }).shape; // [2, 8, 8, 3]
 *
 * Karras et al., "A Style-Based Generator Architecture for Generative Adversarial Networks", 2019,
 * https://arxiv.org/abs/1812.04948, and "Analyzing and Improving the Image Quality of StyleGAN", 2020,
 * https://arxiv.org/abs/1912.04958
 */
export function styleGan(options: StyleGanOptions = {}): GanArchitecture {
  const { filters, mapping = [64, 64], mixing = 0.9 } = checkOptions(CALLER, options, ['filters', 'mapping', 'mixing']);
  assertFilters(CALLER, filters);
  assertShape(CALLER, 'mapping', mapping);
  if (mapping.length === 0)
    throw new RangeError(`${CALLER}: mapping is [] but units of at least one layer were expected.`);
  assertBetween(CALLER, 'mixing', mixing, 0, 1);
  return {
    generator: (shape) =>
      chain([styleGenerator({ stages: stagesOf(CALLER, shape, filters, 8), mapping, mixing }), sigmoid]),
    critic: (outputShape) => (shape, key) => {
      const stages = stagesOf(CALLER, shape, filters, 8);
      const inwards = stages.filters;
      return chain([
        rescale(2, -1),
        conv2d(inwards[0]!, { kernelSize: 1, kernelInitializer: heNormal }),
        activation,
        ...inwards.map((count, stage) => reducing(count, inwards[stage + 1] ?? count)),
        // The batch is one group, so that it may have any size.
        minibatchStandardDeviation({ groupSize: Number.MAX_SAFE_INTEGER }),
        flatten,
        dense(inwards.at(-1)!, { kernelInitializer: heNormal }),
        activation,
        dense(sizeOf(outputShape)),
        reshape(outputShape),
      ])(shape, key);
    },
  };
}

const activation = leakyRelu(0.2);

/** To half the size. */
function reducing(before: number, count: number): Layer {
  const block = [
    conv2d(before, { kernelSize: 3, kernelInitializer: heNormal }),
    activation,
    averagePool(),
    conv2d(count, { kernelSize: 3, kernelInitializer: heNormal }),
    activation,
  ];
  const shortcut = chain([averagePool(), conv2d(count, { kernelSize: 1, bias: false })]);
  return chain([residual(chain(block), { shortcut }), rescale(Math.SQRT1_2, 0)]);
}
