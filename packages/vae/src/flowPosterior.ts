import { assertFunction, checkOptions, show, showShape } from '@latentkit/check';
import { type BijectionRecipe, diagonalGaussianFamily, transformed } from '@latentkit/distributions';
import type { BottleneckInputs, BottleneckRecipe } from '@latentkit/model';
import { type ContextSizes, joinParts, type Shape } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { disposeOnError } from '@latentkit/shared';
import { split, type Tensor } from '@tensorflow/tfjs-core';
import type { KlTerms } from './klTerm.ts';
import {
  type Posterior,
  type PosteriorOptions,
  posteriorBottleneck,
  posteriorOptionNames,
} from './posteriorBottleneck.ts';

/** The options of `flowPosterior`. */
export type FlowPosteriorOptions = PosteriorOptions;

/** What the flow's initial weights come from: a prior that is a flow, too, has the keys from 0. */
const FLOW = 1000;

/**
 * A Gaussian with diagonal covariance that a normalizing flow moves, for the latents of each example: a posterior that need
 * not be a Gaussian.
 *
 *   z = f(μ + σ ⊙ e),   e ~ N(0, I),   kl = ln q(z | x) − ln p(z),   ln q(z | x) = ln N(f⁻¹(z); μ, σ²) − ln |det ∂f|
 *
 * The latents that are drawn estimate the divergence, and the flow is applied in the direction from Gaussian to latents
 * alone: `planar`, `iaf` and `coupling` take one pass for it. The vectors that the flow reads from its context the encoder
 * gives, after means and log variances, in their order: so the flow of each example is another one, as published for
 * `iaf({ conditions: { features: 16 } })`. The variables are those of the bijection, as `flow/…`.
 *
 * The latents that stand for an example, `mean`, are where the flow takes μ; that is not their expected value.
 *
 * @param bijection a recipe: `iaf`, `planar`, or several by `chainBijections` of `@latentkit/distributions`
 * @param options β, prior, samples, regulariser, as of `gaussian`
 * @returns a bottleneck with the term `kl`, in nats, and `regularizer`, if there is one
 * @throws TypeError, RangeError for what is no recipe, an option out of range; by the model, for a bijection that reads labels,
 *   which the encoder has to read in its place
 * @example
 * const bottleneck = flowPosterior(chainBijections([planar, planar]));
 * autoencoder('vae', mlp(), { shape: [4], latentShape: [2], seed: 1, bottleneck }).stepCount; // 0
 *
 * Rezende & Mohamed, "Variational Inference with Normalizing Flows", 2015, https://arxiv.org/abs/1505.05770
 * Kingma et al., "Improved Variational Inference with Inverse Autoregressive Flow", 2016, https://arxiv.org/abs/1606.04934
 */
export function flowPosterior(
  bijection: BijectionRecipe,
  options?: FlowPosteriorOptions & { readonly regularizer?: undefined },
): BottleneckRecipe<'kl'>;
export function flowPosterior(bijection: BijectionRecipe, options: FlowPosteriorOptions): BottleneckRecipe<KlTerms>;
export function flowPosterior(bijection: BijectionRecipe, options: FlowPosteriorOptions = {}): BottleneckRecipe<never> {
  const checked = checkOptions('flowPosterior', options, posteriorOptionNames);
  return flowPosteriorOf('flowPosterior', bijection, checked);
}

/** `flowPosterior` with the name by which its errors go. */
export function flowPosteriorOf(
  caller: string,
  bijection: BijectionRecipe,
  options: FlowPosteriorOptions,
): BottleneckRecipe<KlTerms> {
  assertFunction(caller, 'bijection', bijection, 'a recipe of a bijection');
  return posteriorBottleneck(caller, options, (inputs) => posteriorOf(caller, bijection, inputs));
}

function posteriorOf(caller: string, bijection: BijectionRecipe, { latentShape, key }: BottleneckInputs): Posterior {
  const flow = bijection(latentShape, foldIn(key, FLOW));
  const { contextSizes = {} } = flow;
  const { of, parameterShape } = diagonalGaussianFamily;
  const sizes = disposeOnError(flow, () => sizesOf(caller, contextSizes, latentShape));
  const names = Object.keys(contextSizes);
  const gaussians = parameterShape(latentShape);
  const { variables, buffers } = joinParts(caller, [['flow', flow]]);
  return {
    variables,
    buffers,
    parameterShape: () => (sizes.length === 0 ? gaussians : [sizes.reduce((sum, size) => sum + size, gaussians[0]!)]),
    of(output) {
      if (sizes.length === 0) return transformed(of(output), flow);
      const [parameters, ...vectors] = split(output, [gaussians[0]!, ...sizes], 1) as [Tensor, ...Tensor[]];
      const context = Object.fromEntries(names.map((name, i) => [name, vectors[i]!]));
      return transformed(of(parameters), flow, { context });
    },
  };
}

/** How many numbers the encoder gives for each name. @throws RangeError for labels, and latents that are no vector */
function sizesOf(caller: string, contextSizes: ContextSizes, latentShape: Shape): number[] {
  const entries = Object.entries(contextSizes);
  if (entries.length > 0 && latentShape.length !== 1) {
    throw new RangeError(
      `${caller}: bijection reads ${entries[0]![0]}, for which latentShape has to be [size], but it is ${showShape(latentShape)}.`,
    );
  }
  return entries.map(([name, size]) => {
    if (typeof size === 'number') return size;
    throw new RangeError(
      `${caller}: bijection reads ${name} as ${show(size)} but a vector, which the encoder gives, was expected: let the encoder read labels.`,
    );
  });
}
