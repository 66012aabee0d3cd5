import {
  assertBackend,
  assertBatchOf,
  assertInteger,
  assertTensor,
  checkOptions,
  sameShape,
  show,
  showShape,
} from '@latentkit/check';
import { diagonalGaussianFamily } from '@latentkit/distributions';
import type { PriorRecipe } from '@latentkit/model';
import { uniform } from '@latentkit/random';
import { clipByValue, clone, gather, type Rank, type Tensor, tidy, variable, zeros } from '@tensorflow/tfjs-core';
import { mixtureMethods } from './gaussianComponents.ts';

/** The options of `vampPrior`. */
export interface VampPriorOptions {
  /** How many pseudo-inputs there are; 500 in the paper. */
  readonly components: number;
  /** The values that examples have, from the least to the greatest: pseudo-inputs are clipped to them. Default `[0, 1]`. */
  readonly range?: readonly [least: number, greatest: number] | undefined;
  /**
   * Examples to start from, `[components, ...shape]`, such as `images.toTensor(500)`; they are copied when the model is
   * built, and what is outside of `range` is clipped. Default: uniform noise in `range`.
   */
  readonly data?: Tensor | undefined;
}

/**
 * The VampPrior: the mean of the posteriors of pseudo-inputs, which are trained like weights.
 *
 *   p(z) = 1/K Σ_k q(z | u_k),   u_k = clip(v_k, range)
 *
 * Its variable is `pseudoInputs`, v, `[components, ...shape]`. The encoder is applied to them at every step, as it is when
 * not training, and all components are computed at once: `[batch, components, latents]` numbers are in memory. It fits the
 * bottleneck `gaussian`, whose encoder gives a mean and a log variance of each latent, and encoders without a context.
 *
 * @param options how many pseudo-inputs, their range, what they start from
 * @returns a recipe for the option `prior` of `vae`
 * @throws TypeError, RangeError for an option that is not as said; by the model, for `data` of another shape
 * @example
 * const model = vae(mlp(), { shape: [4], latentSize: 2, seed: 1, prior: vampPrior({ components: 10 }) });
 * model.sample(3, key(1)).shape; // [3, 4]
 *
 * Tomczak & Welling, "VAE with a VampPrior", 2018, https://arxiv.org/abs/1705.07120
 */
export function vampPrior(options: VampPriorOptions): PriorRecipe {
  const { components, range = [0, 1], data } = checkOptions('vampPrior', options, ['components', 'range', 'data']);
  assertInteger('vampPrior', 'components', components);
  const [minimum, maximum] = assertRange(range);
  if (data !== undefined) assertTensor('vampPrior', 'data', data);
  return ({ latentShape, shape, encode, key }) => {
    assertBackend('vampPrior');
    const wanted = [components, ...shape];
    if (data && !sameShape(data.shape, wanted)) {
      throw new RangeError(
        `vampPrior: data has shape ${showShape(data.shape)} but ${showShape(wanted)} was expected, an example of each component.`,
      );
    }
    const pseudoInputs = tidy(() => variable(data ? clone(data) : uniform(key, wanted, { minimum, maximum })));

    function gaussians(inputs: Tensor) {
      const output = encode(clipByValue(inputs, minimum, maximum));
      const { parameterShape, of } = diagonalGaussianFamily;
      assertBatchOf('vampPrior', "the encoder's output", output, parameterShape(latentShape));
      return of(output).parameters;
    }
    const methods = mixtureMethods('vampPrior', latentShape, {
      logits: () => zeros<Rank.R1>([components]),
      all: () => gaussians(pseudoInputs),
      some: (indices) => gaussians(gather(pseudoInputs, indices)),
    });
    return { variables: { pseudoInputs }, ...methods };
  };
}

/** @throws TypeError, RangeError unless two finite numbers, the first below the second */
function assertRange(range: unknown): readonly [number, number] {
  const isRange = Array.isArray(range) && range.length === 2 && range.every(Number.isFinite) && range[0] < range[1];
  if (!isRange) {
    throw new RangeError(`vampPrior: range is ${show(range)} but [least,greatest] was expected, two finite numbers.`);
  }
  return range as unknown as readonly [number, number];
}
