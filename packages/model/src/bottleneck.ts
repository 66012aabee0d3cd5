import type { Distribution } from '@latentkit/distributions';
import type { ApplyOptions, Context, Shape, Stateful } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { StepContext } from './phase.ts';

/** What a bottleneck is built from. */
export interface BottleneckInputs {
  /** The shape of the latents of one example. */
  readonly latentShape: Shape;
  /** The shape of one example. */
  readonly shape: Shape;
  /** Where its own initial weights come from. */
  readonly key: Key;
  /** Applies the encoder: a prior may encode examples of its own. Not before the model is built. */
  encode(data: Tensor, options?: ApplyOptions): Tensor;
}

/** A bottleneck not yet built: the model knows the shapes and has the seed. */
export type BottleneckRecipe<K extends string = string> = (inputs: BottleneckInputs) => Bottleneck<K>;

/** Where in a run, and for which examples, a bottleneck is asked. */
export interface BottleneckContext extends StepContext {
  readonly training: boolean;
  readonly context?: Context;
}

/** Of what a draw of latents is a function, besides the encoder's output. */
export type DrawContext = Omit<BottleneckContext, 'step'>;

/** What a bottleneck makes of the encoder's output. */
export interface Encoded<K extends string = string> {
  /** What is decoded, `[samples · batch, ...latentShape]`: all first samples, then all second ones. */
  readonly latents: Tensor;
  /** How many samples of its latents an example has. Default 1. */
  readonly samples?: number;
  /** What is added to the loss, by name: `[samples · batch]`, or a scalar for what only the whole batch has. In nats. */
  readonly terms: Readonly<Record<K, Tensor>>;
  /** The weight of each term in the loss. Default 1. */
  readonly weights?: Readonly<Partial<Record<K, number>>>;
}

/** A draw of the latents of each example, and how much it counts in an estimate of ln p(x). */
export interface Drawn {
  /** `[batch, ...latentShape]` */
  readonly latents: Tensor;
  /** ln p(latents) − ln q(latents | x), `[batch]`, in nats; of a hierarchy, of the latents of all levels. */
  readonly logWeight: Tensor1D;
}

/** What stands between encoder and decoder: all that distinguishes the kinds of auto-encoder. Its own variables are trained. */
export interface Bottleneck<K extends string = string> extends Stateful {
  /** The shape of the encoder's output for one example, such as `[2 · size]` for a mean and a log variance of each latent. */
  parameterShape(latentShape: Shape): Shape;
  /** From the encoder's output to latents and the terms of the loss. */
  encode(output: Tensor, at: BottleneckContext): Encoded<K>;
  /** The latents that stand for an example, without randomness: `[batch, ...latentShape]`. */
  mean(output: Tensor): Tensor;
  /** The distribution of an example's latents, where its density is known. */
  posterior?(output: Tensor): Distribution;
  /** Latents to decode, `[count, ...latentShape]`. Absent where nothing is said of how latents are distributed. */
  sample?(count: number, key: Key, context?: Context): Tensor;
  /**
   * Latents of an example by its posterior, with their weight under what `sample` draws from: by these ln p(x) is estimated.
   * Absent where there is no prior, or no density.
   */
  draw?(output: Tensor, at: DrawContext): Drawn;
  /** After each step, with the encoder's output for the batch: a codebook that follows it, for example. */
  update?(output: Tensor, at: StepContext): void;
}
