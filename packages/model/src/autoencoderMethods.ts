import { assertBatchOf, assertInteger, assertSameShape } from '@latentkit/check';
import type { Distribution, Family } from '@latentkit/distributions';
import type { ApplyOptions, Batch, Context, Network, Shape } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { neg, type Scalar, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { stretched } from './autoencoderSamples.ts';
import { assertBatch, assertContext } from './batch.ts';
import type { Bottleneck } from './bottleneck.ts';
import { type EvaluatedTerms, type EvaluateOptions, evaluateTerms } from './evaluateTerms.ts';
import { assertSampling, type Generative } from './generative.ts';
import type { LogLikelihood } from './importanceSampled.ts';
import { decodePath } from './interpolate/decodePath.ts';
import { assertInterpolateOptions, decodeBetween, type InterpolateOptions } from './interpolate/interpolateLatents.ts';
import { assertTraverseOptions, type TraverseOptions, traverseLatents } from './interpolate/traverseLatents.ts';
import { type LogLikelihoodOptions, logLikelihoodOf } from './logLikelihoodOf.ts';

/** What an auto-encoder can do besides training. Every tensor that it returns is the caller's to dispose. */
export interface AutoencoderMethods<K extends string> extends Generative {
  /** `[batch, ...shape]` to the latents that stand for each example, without randomness: `[batch, ...latentShape]`. */
  encode(data: Tensor, context?: Context): Tensor;
  /** Latents `[batch, ...latentShape]` to the likelihood's mean, `[batch, ...shape]`. */
  decode(latents: Tensor, context?: Context): Tensor;
  /** Encodes and decodes: `[batch, ...shape]`. */
  reconstruct(data: Tensor, context?: Context): Tensor;
  /**
   * −ln p(x | the latents that stand for x), without randomness, `[batch]`: how badly each example is reconstructed, in nats,
   * or the squared error with `squaredErrorLikelihood`. The higher, the less it is like the examples of the training.
   */
  anomalyScore(data: Tensor, context?: Context): Tensor1D;
  /** The distribution of each example's latents. It holds the encoder's output: use it in a `tidy`. Throws where there is none. */
  posterior(data: Tensor, context?: Context): Distribution;
  /**
   * From each example of `from` to that of `to` along the line, or the arc, between their latents: `[batch, steps, ...shape]`.
   * The context is that of both ends and of all between.
   */
  interpolate(from: Tensor, to: Tensor, steps: number, options?: InterpolateOptions, context?: Context): Tensor;
  /** Decodes latents `[batch, ...latentShape]` while one of them goes through a range: `[batch, steps, ...shape]`. */
  traverse(latents: Tensor, options: TraverseOptions, context?: Context): Tensor;
  /**
   * ln p(x) of each example by importance sampling: where the ELBO is a bound below it, this comes to it with more samples.
   *
   *   ln p(x) ≈ ln 1/K Σ_k p(x | z_k) p(z_k) / q(z_k | x),   z_k ~ q(z | x)
   *
   * Of a hierarchy z are the latents of all levels. It is too low on average, the more so the greater its standard error.
   * Throws where the bottleneck has no posterior, or no prior and none is given. Burda, Grosse & Salakhutdinov, 2016, https://arxiv.org/abs/1509.00519
   */
  logLikelihood(data: Tensor, options: LogLikelihoodOptions, context?: Context): LogLikelihood;
  /** The terms of the loss on a batch, without training and changing nothing. */
  evaluate(
    batch: Batch,
    options?: EvaluateOptions & { readonly perExample?: false },
  ): Record<'loss' | 'reconstruction' | K, Scalar>;
  /**
   * The same for each example, `[batch]`: the higher the loss, the less the example is like those of the training. What only
   * the whole batch has, each example has alike where it is logged alone, and is refused where it is part of the loss.
   */
  evaluate(
    batch: Batch,
    options: EvaluateOptions & { readonly perExample: true },
  ): Record<'loss' | 'reconstruction' | K, Tensor1D>;
}

/** What the methods work with. */
interface Inputs<K extends string> {
  readonly kind: string;
  readonly shape: Shape;
  readonly latentShape: Shape;
  readonly networks: { readonly encoder: Network; readonly decoder: Network };
  readonly bottleneck: Bottleneck<K>;
  readonly likelihood: Family;
  apply(data: Tensor, options: ApplyOptions): Tensor;
  termsOf(batch: Batch, key?: Key): EvaluatedTerms<K>;
}

/** The methods of an auto-encoder, none of which trains. */
export function autoencoderMethods<K extends string>(inputs: Inputs<K>): AutoencoderMethods<K> {
  const { kind, shape, latentShape, networks, bottleneck, likelihood, apply, termsOf } = inputs;
  const { encoder, decoder } = networks;
  const given = (context: Context | undefined): ApplyOptions => (context ? { context } : {});

  function checkData(method: string, data: Tensor, context: Context | undefined, readers: Record<string, Network>) {
    assertBatchOf(`${kind}.${method}`, 'data', data, shape);
    assertContext(`${kind}.${method}`, 'context', context, data.shape[0]!, readers);
  }
  const encode = (data: Tensor, context?: Context) => bottleneck.mean(apply(data, given(context)));
  const decode = (latents: Tensor, context?: Context) => likelihood.of(decoder.apply(latents, given(context))).mean();

  return {
    encode(data, context) {
      checkData('encode', data, context, { encoder });
      return tidy(() => encode(data, context));
    },
    decode(latents, context) {
      assertBatchOf(`${kind}.decode`, 'latents', latents, latentShape);
      assertContext(`${kind}.decode`, 'context', context, latents.shape[0]!, { decoder });
      return tidy(() => decode(latents, context));
    },
    reconstruct(data, context) {
      checkData('reconstruct', data, context, networks);
      return tidy(() => decode(encode(data, context), context));
    },
    anomalyScore(data, context) {
      checkData('anomalyScore', data, context, networks);
      return tidy(() => {
        const decoded = decoder.apply(encode(data, context), given(context));
        return neg<Tensor1D>(likelihood.of(decoded).logProb(data) as Tensor1D);
      });
    },
    posterior(data, context) {
      checkData('posterior', data, context, { encoder });
      if (!bottleneck.posterior) {
        throw new TypeError(`${kind}.posterior: the bottleneck has no density of an example's latents: use encode.`);
      }
      return bottleneck.posterior(apply(data, given(context)));
    },
    interpolate(from, to, steps, options = {}, context = undefined) {
      assertBatchOf(`${kind}.interpolate`, 'from', from, shape);
      assertContext(`${kind}.interpolate`, 'context', context, from.shape[0]!, networks);
      assertSameShape(`${kind}.interpolate`, { from, to });
      assertInteger(`${kind}.interpolate`, 'steps', steps, 2);
      assertInterpolateOptions(`${kind}.interpolate`, options);
      return tidy(() => {
        const [start, end] = [encode(from, context), encode(to, context)];
        return decodeBetween((path) => decode(path, stretched(context, steps)), start, end, steps, options);
      });
    },
    traverse(latents, options, context) {
      assertBatchOf(`${kind}.traverse`, 'latents', latents, latentShape);
      assertContext(`${kind}.traverse`, 'context', context, latents.shape[0]!, { decoder });
      assertTraverseOptions(`${kind}.traverse`, latentShape, options);
      return tidy(() =>
        decodePath((path) => decode(path, stretched(context, options.steps)), traverseLatents(latents, options)),
      );
    },
    logLikelihood(data, options, context) {
      checkData('logLikelihood', data, context, networks);
      return logLikelihoodOf(
        `${kind}.logLikelihood`,
        { bottleneck, decoder, likelihood, apply },
        data,
        options,
        context,
      );
    },
    sample(count, key, context) {
      if (!bottleneck.sample) {
        throw new TypeError(
          `${kind}.sample: the bottleneck has no prior, so it says nothing of how latents are distributed: use a variational auto-encoder.`,
        );
      }
      assertSampling(`${kind}.sample`, count, key);
      assertContext(`${kind}.sample`, 'context', context, count, { decoder });
      return tidy(() => decode(bottleneck.sample!(count, key, context), context));
    },
    evaluate(batch: Batch, options: EvaluateOptions & { readonly perExample?: boolean } = {}) {
      const caller = `${kind}.evaluate`;
      assertBatch(caller, 'batch', batch, { shape, networks });
      return evaluateTerms(caller, (key) => termsOf(batch, key), options);
    },
  };
}
