import type { Autoencoder } from '@latentkit/model';
import type { Batch, Context, Terms } from '@latentkit/nn';
import { type Key, key } from '@latentkit/random';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';

/** An auto-encoder with whatever terms, with a prior or without one. */
export type TestedAutoencoder = Omit<Autoencoder, 'step' | 'evaluate' | 'sample' | 'posterior'> & {
  step(batch: Batch): Terms;
  evaluate(batch: Batch, options?: { readonly key?: Key; readonly perExample?: boolean }): Terms;
  sample?: Autoencoder['sample'];
};

/** What an auto-encoder needs besides data, and what does not hold for it. */
export interface AutoencoderTestOptions {
  /** The context for a number of examples, made anew each time. Default none: a context must be refused then. */
  readonly context?: (count: number) => Context;
  /** Whether its bottleneck has a prior. Without one `sample` must say so. Default `true`. */
  readonly sampled?: boolean;
  /** Whether the latents of a step are drawn: an evaluation depends on its key then, and on nothing else. Default `true`. */
  readonly random?: boolean;
  /** From where to where the mean of the likelihood goes. Default from 0 to 1. */
  readonly range?: readonly [least: number, greatest: number];
  /** The weight of each term in the loss, where it is not 1. `false` for a loss that is no weighted sum. */
  readonly weights?: Readonly<Record<string, number>> | false;
  /** Whether each example has every term. Default `true`. */
  readonly perExample?: boolean;
}

/** An auto-encoder under test, and all that it can do. */
export interface AutoencoderCase {
  readonly model: TestedAutoencoder;
  readonly data: Tensor;
  /** The data, and the context of the model beside them. */
  readonly batch: Batch;
  /** The last argument of its methods for a number of examples, if there is one. */
  readonly given: (count: number) => [] | [Context];
  /** Every method with arguments that fit, by name. */
  readonly calls: Readonly<Record<string, () => Tensor[]>>;
}

/** Makes a model and trains it, so that its moving statistics are those of no batch. */
export function autoencoderCase(
  makeModel: (seed: number) => TestedAutoencoder,
  makeData: (index: number) => Tensor,
  { context, sampled = true, perExample = true }: AutoencoderTestOptions,
): AutoencoderCase {
  const given = (count: number): [] | [Context] => (context ? [context(count)] : []);
  const batchOf = (data: Tensor): Batch => (context ? { data, ...context(data.shape[0]!) } : data);
  const terms = (found: Terms) => Object.values(found) as Tensor[];
  const model = makeModel(1);
  for (const index of [1, 2, 3]) dispose(terms(model.step(batchOf(makeData(index)))));
  const data = makeData(0);
  const [batch, at, latents] = [batchOf(data), given(data.shape[0]!), model.encode(data, ...given(data.shape[0]!))];
  const calls = {
    encode: () => [model.encode(data, ...at)],
    decode: () => [model.decode(latents, ...at)],
    reconstruct: () => [model.reconstruct(data, ...at)],
    anomalyScore: () => [model.anomalyScore(data, ...at)],
    evaluate: () => terms(model.evaluate(batch)),
    ...(perExample && { 'evaluate each': () => terms(model.evaluate(batch, { perExample })) }),
    interpolate: () => [model.interpolate(data, data, 3, {}, ...at)],
    traverse: () => [model.traverse(latents, { dimension: 0, steps: 3 }, ...at)],
    ...(sampled && { sample: () => [model.sample!(data.shape[0]!, key(1), ...at)] }),
  };
  return { model, data, batch, given, calls };
}
