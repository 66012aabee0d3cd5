import { assertBoolean, assertFunction, assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import { diagonalGaussianFamily } from '@latentkit/distributions';
import {
  type BottleneckRecipe,
  type DrawContext,
  type Drawn,
  type Objective,
  type PriorRecipe,
  standardNormalPrior,
} from '@latentkit/model';
import { repeatAllExamples, repeatExamples, stopGradient } from '@latentkit/shared';
import {
  add,
  customGrad,
  logSumExp,
  mul,
  neg,
  reshape,
  softmax,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  transpose,
} from '@tensorflow/tfjs-core';
import { gaussianOf } from './gaussian.ts';

/** The options of `importanceWeighted`. */
export interface ImportanceWeightedOptions {
  /** K, how many latents are drawn for each example, at least 1. */
  readonly samples: number;
  /** What latents are drawn from when nothing is encoded. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
  /**
   * Whether the encoder's gradient is the doubly reparameterised one, whose ratio of signal to noise grows with K instead of
   * falling. The decoder's is the same either way. Default `false`.
   */
  readonly doublyReparameterized?: boolean | undefined;
  /**
   * What draws the latents in place of a Gaussian: `flowPosterior(…)`, `hierarchicalGaussian(…)`. It brings its prior; the
   * weights of its own terms do not matter here. Not with `prior` or `doublyReparameterized`.
   */
  readonly bottleneck?: BottleneckRecipe | undefined;
}

/** What an auto-encoder is given to minimise the importance-weighted bound. */
export interface ImportanceWeighted {
  readonly bottleneck: BottleneckRecipe<'kl'>;
  readonly objective: Objective<'kl'>;
}

/**
 * The importance-weighted bound of K samples, which is tighter the more there are: K = 1 is the evidence lower bound, and the
 * limit is ln p(x).
 *
 *   loss = −ln 1/K Σₖ wₖ,   ln wₖ = ln p(x | zₖ) + ln p(zₖ) − ln q(zₖ | x),   zₖ ~ q(z | x)
 *
 * The terms `reconstruction` and `kl`, which is estimated by the samples, are means over them: the loss is at most their sum.
 * With `doublyReparameterized` the gradient by the parameters of q is
 *
 *   Σₖ vₖ² ∂ ln wₖ/∂zₖ · ∂zₖ/∂φ,   vₖ = wₖ / Σ w
 *
 * @param options samples, prior, gradient, bottleneck
 * @returns a bottleneck and an objective, for `autoencoder`; they belong together
 * @throws TypeError, RangeError for an option out of range; by the model, for a bottleneck without `draw`
 * @example
 * const bound = importanceWeighted({ samples: 5 });
 * autoencoder('iwae', mlp(), { shape: [4], latentShape: [2], seed: 1, ...bound }).stepCount; // 0
 *
 * Burda et al., "Importance Weighted Autoencoders", 2016, https://arxiv.org/abs/1509.00519
 * Tucker et al., "Doubly Reparameterized Gradient Estimators for Monte Carlo Objectives", 2019, https://arxiv.org/abs/1810.04152
 */
export function importanceWeighted(options: ImportanceWeightedOptions): ImportanceWeighted {
  const names = ['samples', 'prior', 'doublyReparameterized', 'bottleneck'] as const;
  return importanceWeightedOf('importanceWeighted', checkOptions('importanceWeighted', options, names));
}

/** `importanceWeighted` with the name by which its errors go. */
export function importanceWeightedOf(caller: string, options: ImportanceWeightedOptions): ImportanceWeighted {
  const { samples, doublyReparameterized = false, bottleneck: makeInner } = options;
  const { prior: makePrior = ({ latentShape }) => standardNormalPrior(latentShape) } = options;
  assertInteger(caller, 'samples', samples);
  assertFunction(caller, 'prior', makePrior, 'a prior');
  assertBoolean(caller, 'doublyReparameterized', doublyReparameterized);
  if (makeInner !== undefined) {
    assertFunction(caller, 'bottleneck', makeInner, 'a bottleneck');
    for (const name of ['prior', 'doublyReparameterized'] as const) {
      if (options[name]) throw new TypeError(`${caller}: ${name} is given beside bottleneck: leave one of them out.`);
    }
  }
  // The gradient passes the objective before the latents: it leaves its weights here, for those.
  const passed: { weights?: Tensor2D } = {};

  const bottleneck: BottleneckRecipe<'kl'> = (inputs) => {
    const prior = makePrior(inputs);
    const inner = (makeInner ?? gaussianOf(caller, { prior: () => prior }))(inputs);
    assertMethods(caller, 'bottleneck', inner, ['draw']);

    /** The latents lead to the gradient of the encoder alone; the density is a constant of its parameters. */
    function drawDoubly(output: Tensor, { key, context }: DrawContext): Drawn {
      const { of } = diagonalGaussianFamily;
      const latents = weighedGradient(of(output).sample(key), passed);
      return { latents, logWeight: sub(prior.logProb(latents, context), of(stopGradient(output)).logProb(latents)) };
    }

    return {
      ...inner,
      encode(output, { key, training, context }) {
        const at = { key, training, ...(context && { context: repeatAllExamples(context, samples) }) };
        const draw = doublyReparameterized ? drawDoubly : inner.draw!;
        const { latents, logWeight } = draw(repeatExamples(output, samples), at);
        return { latents, samples, terms: { kl: neg<Tensor1D>(logWeight) } };
      },
    };
  };

  return {
    bottleneck,
    objective: (reconstruction, { terms }) =>
      negativeBound(neg<Tensor2D>(reshape(add(reconstruction, terms.kl), [samples, -1])), passed),
  };
}

/** −ln mean exp over the first axis. Its gradient leaves the normalised weights in `passed`. */
function negativeBound(logWeights: Tensor2D, passed: { weights?: Tensor2D }): Tensor1D {
  const bound = customGrad((x, save) => {
    const all = x as Tensor2D;
    (save as (tensors: Tensor[]) => void)([all]);
    return {
      value: sub<Tensor1D>(Math.log(all.shape[0]), logSumExp(all, 0)),
      gradFunc(dy: Tensor1D, [saved]: Tensor[]) {
        passed.weights = transpose(softmax(transpose(saved as Tensor2D)));
        return [neg(mul(passed.weights, dy))];
      },
    };
  });
  return bound(logWeights) as Tensor1D;
}

/** The latents as they are; their gradient is multiplied by the weight of each sample. */
function weighedGradient<T extends Tensor>(latents: T, passed: { readonly weights?: Tensor2D }): T {
  return customGrad((z) => ({
    value: (z as Tensor).clone(),
    gradFunc: (dy: Tensor) => mul(dy, reshape(passed.weights!, [-1, ...dy.shape.slice(1).map(() => 1)])),
  }))(latents) as T;
}
