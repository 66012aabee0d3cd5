import { assertFunction, assertInteger } from '@latentkit/check';
import { type Distribution, sampleWithLogProb, standardNormal } from '@latentkit/distributions';
import type { Bottleneck, BottleneckInputs, BottleneckRecipe, DrawContext, Drawn, PriorRecipe } from '@latentkit/model';
import type { Context, Shape, Stateful } from '@latentkit/nn';
import { type Key, normal } from '@latentkit/random';
import { disposeOnError, repeatAllExamples, repeatExamples } from '@latentkit/shared';
import { neg, reshape, sub, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type KlTermOptions, type KlTerms, klTermOf } from './klTerm.ts';

/** What the latents of an example are drawn from, and how much their divergence counts. */
export interface PosteriorOptions extends KlTermOptions {
  /** What latents are drawn from when nothing is encoded. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
  /** How many latents are drawn for each example. Default 1. */
  readonly samples?: number | undefined;
}

/** The names of `PosteriorOptions`. */
export const posteriorOptionNames = ['beta', 'prior', 'samples', 'regularizer'] as const;

/** A family of posteriors, which may have weights of its own. */
export interface Posterior extends Partial<Stateful> {
  parameterShape(latentShape: Shape): Shape;
  of(output: Tensor): Distribution;
  /** A draw, and the divergence from N(0, I), where that is known. */
  sampleWithKl?(output: Tensor, key: Key): { readonly sample: Tensor; readonly kl: Tensor1D };
  /** Divergences from N(0, I) by latent, where they are known: `[batch, latents]`. */
  klPerLatent?(output: Tensor): Tensor2D;
}

/**
 * A bottleneck of posteriors and a prior. Where the divergence is not known, or not from that prior, the latents that are drawn
 * estimate it.
 */
export function posteriorBottleneck(
  caller: string,
  options: PosteriorOptions,
  makePosterior: (inputs: BottleneckInputs) => Posterior,
): BottleneckRecipe<KlTerms> {
  const { prior: makePrior, samples = 1, ...weighing } = options;
  const klTerm = klTermOf(caller, weighing);
  if (makePrior !== undefined) assertFunction(caller, 'prior', makePrior, 'a prior');
  assertInteger(caller, 'samples', samples);

  return (inputs): Bottleneck<KlTerms> => {
    const { latentShape } = inputs;
    const prior = makePrior?.(inputs);
    const posterior = disposeOnError(prior ?? {}, () => makePosterior(inputs));
    const { parameterShape, of, sampleWithKl, klPerLatent } = posterior;
    const logPrior = (latents: Tensor, context: Context | undefined) =>
      prior ? prior.logProb(latents, context) : standardNormal(latents.shape).logProb(latents);

    function draw(output: Tensor, { key, context }: Pick<DrawContext, 'key' | 'context'>): Drawn {
      const { sample: latents, logProb } = sampleWithLogProb(of(output), key);
      return { latents, logWeight: sub(logPrior(latents, context), logProb) };
    }
    /** Latents of every sample, and their divergence. */
    function drawAll(output: Tensor, { key, context }: DrawContext) {
      const rows = repeatExamples(output, samples);
      if (!prior && sampleWithKl) {
        const { sample: latents, kl } = sampleWithKl(rows, key);
        return { latents, kl };
      }
      const { latents, logWeight } = draw(rows, {
        key,
        ...(context && { context: repeatAllExamples(context, samples) }),
      });
      return { latents, kl: neg<Tensor1D>(logWeight) };
    }

    return {
      variables: { ...prior?.variables, ...posterior.variables },
      buffers: { ...prior?.buffers, ...posterior.buffers },
      parameterShape,
      encode(output, at) {
        const { latents, kl } = drawAll(output, at);
        const groups = () => (!prior && klPerLatent ? klPerLatent(output) : (reshape(kl, [-1, 1]) as Tensor2D));
        return { latents, samples, ...klTerm(kl, groups, at.step) };
      },
      mean: (output) => of(output).mean(),
      posterior: of,
      draw,
      sample: (count, key, context) =>
        prior ? prior.sample(count, key, context) : normal(key, [count, ...latentShape]),
    };
  };
}
