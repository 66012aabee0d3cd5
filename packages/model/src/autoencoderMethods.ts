import { assertBatchOf, assertInteger, assertKey, assertSameShape, checkOptions, showShape } from '@latentkit/check';
import type { Distribution, Family } from '@latentkit/distributions';
import type { ApplyOptions, Batch, Context, Network, Shape } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { mean, neg, reshape, type Scalar, type Tensor, type Tensor1D, tidy, tile } from '@tensorflow/tfjs-core';
import { assertBatch, assertContext } from './batch.ts';
import type { Bottleneck } from './bottleneck.ts';
import { assertSampling, type Generative } from './generative.ts';
import type { LogLikelihood } from './importanceSampled.ts';
import { decodePath } from './interpolate/decodePath.ts';
import { assertInterpolateOptions, decodeBetween, type InterpolateOptions } from './interpolate/interpolateLatents.ts';
import { assertTraverseOptions, type TraverseOptions, traverseLatents } from './interpolate/traverseLatents.ts';
import { type LogLikelihoodOptions, logLikelihoodOf } from './logLikelihoodOf.ts';

/** How a batch is evaluated. */
export interface EvaluateOptions {
  /** The key of the latents' randomness. Default one that follows from the seed, so it is the same each time. */
  readonly key?: Key;
}

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
  /** From each example of `from` to that of `to` along the line, or the arc, between their latents: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number, options?: InterpolateOptions): Tensor;
  /** Decodes latents `[batch, ...latentShape]` while one of them goes through a range: `[batch, steps, ...shape]`. */
  traverse(latents: Tensor, options: TraverseOptions): Tensor;
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
  termsOf(
    batch: Batch,
    key?: Key,
  ): {
    readonly terms: Record<'loss' | 'reconstruction' | K, Tensor>;
    readonly samples: number;
    readonly weights?: Readonly<Partial<Record<string, number>>> | undefined;
  };
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
    interpolate(from, to, steps, options = {}) {
      assertBatchOf(`${kind}.interpolate`, 'from', from, shape);
      assertContext(`${kind}.interpolate`, 'context', undefined, from.shape[0]!, networks);
      assertSameShape(`${kind}.interpolate`, { from, to });
      assertInteger(`${kind}.interpolate`, 'steps', steps, 2);
      assertInterpolateOptions(`${kind}.interpolate`, options);
      return tidy(() => decodeBetween(decode, encode(from), encode(to), steps, options));
    },
    traverse(latents, options) {
      assertBatchOf(`${kind}.traverse`, 'latents', latents, latentShape);
      assertContext(`${kind}.traverse`, 'context', undefined, latents.shape[0]!, { decoder });
      assertTraverseOptions(`${kind}.traverse`, latentShape, options);
      return tidy(() => decodePath(decode, traverseLatents(latents, options)));
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
      const { key, perExample } = checkOptions(caller, options, ['key', 'perExample']);
      if (key !== undefined) assertKey(caller, key);
      return tidy(() => {
        const { terms, samples, weights = {} } = termsOf(batch, key);
        const count = terms.reconstruction.size / samples;
        const entries = Object.entries<Tensor>(terms);
        return Object.fromEntries(
          entries.map(([name, term]) => {
            if (!perExample) return [name, mean<Scalar>(term)];
            return [
              name,
              weights[name] === 0 && term.rank === 0 ? alike(term, count) : eachOf(caller, name, term, count),
            ];
          }),
        ) as Record<'loss' | 'reconstruction' | K, Scalar & Tensor1D>;
      });
    },
  };
}

/** A number of the batch, for each of its examples. */
const alike = (term: Tensor, count: number): Tensor1D => tile(reshape(term, [1]), [count]);

/** The mean over the samples of each example; what an objective gives may be of each example already. */
function eachOf(caller: string, name: string, term: Tensor, batch: number): Tensor1D {
  if (term.rank !== 1) {
    throw new TypeError(
      `${caller}: perExample is true but ${name} has shape ${showShape(term.shape)}: it is a property of the whole batch.`,
    );
  }
  return term.size === batch ? (term as Tensor1D) : mean(reshape(term, [-1, batch]), 0);
}
