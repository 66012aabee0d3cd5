import { assertFunction, assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import { diagonalGaussianFamily, kl, standardNormal } from '@latentkit/distributions';
import type { Bottleneck, BottleneckRecipe, PriorRecipe } from '@latentkit/model';
import type { Context } from '@latentkit/nn';
import { repeatAllExamples, repeatExamples } from '@latentkit/shared';
import { addN, stack, sub, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type KlTermOptions, klTermOf } from '../klTerm.ts';
import { bottomUp } from './bottomUp.ts';
import { hierarchyOf } from './hierarchy.ts';
import type { Inference, InferredLevel } from './inference.ts';
import { checkLevels, type HierarchyLevel } from './levels.ts';

/** The options of `hierarchicalGaussian`. */
export interface HierarchicalGaussianOptions extends KlTermOptions {
  /** The levels above the lowest one, which has the latents of the model, in their order from below. */
  readonly levels: readonly HierarchyLevel[];
  /** In which order, and from what, latents are inferred: `bottomUp` or `ladder`. Default `bottomUp`. */
  readonly inference?: Inference | undefined;
  /** What the latents of the top level are drawn from when nothing is encoded. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
  /** How many latents are drawn for each example. Default 1. */
  readonly samples?: number | undefined;
}

/** The names of `HierarchicalGaussianOptions`. */
const hierarchicalOptionNames = ['levels', 'inference', 'beta', 'regularizer', 'prior', 'samples'] as const;

/** The divergence of all levels together, which is what counts, and of each: `kl1` of the lowest, and so on. */
export type HierarchyTerms = 'kl' | `kl${number}`;

/**
 * Gaussians on several levels: the latents of a level have a prior that those of the level above give, and only those of the
 * lowest are decoded.
 *
 *   p(z) = p(z_L) p(z_L₋₁ | z_L) … p(z₁ | z₂),   kl = ln q(z | x) − ln p(z) = Σᵢ klᵢ
 *
 * The levels above the lowest are options; the latents of the model are the lowest. Each conditional Gaussian has mean and log
 * variance from a network, which is a small perceptron unless it is given. `klᵢ` is the divergence of level i given the
 * latents that were drawn for its neighbours, exact wherever they do not depend on its own: at the top under N(0, I), and at
 * all levels of `ladder`.
 *
 * Variables: those of the networks, as `level2/up/…` and `level2/down/…` for the level above the lowest.
 *
 * @param options levels, inference, β, prior, samples, regulariser, whose groups are levels
 * @returns a bottleneck with the term `kl`, in nats, that of each level, which is only logged, and `regularizer`, if there is one
 * @throws TypeError, RangeError for an option out of range; by the model, for networks of other shapes, or that read a context
 * @example
 * const bottleneck = hierarchicalGaussian({ levels: [{ size: 4 }, { size: 2 }], inference: ladder });
 * const model = autoencoder('ladder', mlp(), { shape: [4], latentShape: [8], seed: 1, bottleneck });
 * Object.keys(model.step(zeros([3, 4]))); // ["loss", "kl", "kl1", "kl2", "kl3", "reconstruction"]
 *
 * Sønderby et al., "Ladder Variational Autoencoders", 2016, https://arxiv.org/abs/1602.02282
 */
export function hierarchicalGaussian(
  options: HierarchicalGaussianOptions & { readonly regularizer?: undefined },
): BottleneckRecipe<HierarchyTerms>;
export function hierarchicalGaussian(
  options: HierarchicalGaussianOptions,
): BottleneckRecipe<HierarchyTerms | 'regularizer'>;
export function hierarchicalGaussian(options: HierarchicalGaussianOptions): BottleneckRecipe<never> {
  const caller = 'hierarchicalGaussian';
  return hierarchicalGaussianOf(caller, checkOptions(caller, options, hierarchicalOptionNames));
}

/** `hierarchicalGaussian` with the name by which its errors go. */
export function hierarchicalGaussianOf(
  caller: string,
  options: HierarchicalGaussianOptions,
): BottleneckRecipe<HierarchyTerms | 'regularizer'> {
  const { levels: above, inference = bottomUp, prior: makePrior, samples = 1, ...weighing } = options;
  const klTerm = klTermOf(caller, weighing);
  assertMethods(caller, 'inference', inference, ['infer']);
  checkLevels(caller, above, inference.fromTop);
  if (makePrior !== undefined) assertFunction(caller, 'prior', makePrior, 'a prior');
  assertInteger(caller, 'samples', samples);

  return (inputs): Bottleneck<HierarchyTerms | 'regularizer'> => {
    const hierarchy = hierarchyOf(caller, { above, inference, makePrior }, inputs);
    const { variables, buffers, parameterShape, infer, logPrior, sample } = hierarchy;

    /** Of a level, given the latents of its neighbours. */
    function divergence(level: InferredLevel, context: Context | undefined): Tensor1D {
      const { latents, posterior, prior } = level;
      if (prior && inference.fromTop) return kl(posterior, prior);
      if (!prior && !makePrior) return kl(posterior, standardNormal(latents.shape));
      return sub(posterior.logProb(latents), logPrior(level, context));
    }

    return {
      variables,
      buffers,
      parameterShape,
      encode(output, { step, key, training, context }) {
        const all = context && repeatAllExamples(context, samples);
        const levels = infer(repeatExamples(output, samples), { key, training });
        const each = levels.map((level) => divergence(level, all));
        const { terms, weights } = klTerm(addN(each), () => stack(each, 1) as Tensor2D, step);
        const logged = Object.fromEntries(each.map((value, i) => [`kl${i + 1}`, value]));
        return {
          latents: levels[0]!.latents,
          samples,
          terms: { ...terms, ...logged },
          weights: { ...weights, ...Object.fromEntries(Object.keys(logged).map((name) => [name, 0])) },
        };
      },
      mean: (output) => infer(output, 'means')[0]!.latents,
      ...(!inference.fromTop && { posterior: diagonalGaussianFamily.of }),
      draw(output, at) {
        const levels = infer(output, at);
        const each = levels.map((level) =>
          sub<Tensor1D>(logPrior(level, at.context), level.posterior.logProb(level.latents)),
        );
        return { latents: levels[0]!.latents, logWeight: addN(each) };
      },
      sample,
    };
  };
}
