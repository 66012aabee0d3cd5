import type { Batch, Optimizer, Stateful } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import type { Scalar } from '@tensorflow/tfjs-core';

/** Where in a run a step is: all that its randomness may depend on. */
export interface StepContext {
  /** Steps done before this one. */
  readonly step: number;
  /** The key of this step, and of this phase: a function of the seed and the step's number. */
  readonly key: Key;
}

/** The scalars of a phase: `loss` is minimised, the others are logged. */
export type PhaseScalars = { readonly loss: Scalar } & { readonly [name: string]: Scalar };

/** One optimizer's turn within a step. */
export interface Phase<B extends Batch, S extends PhaseScalars = PhaseScalars> {
  /** What it trains, by name: the names begin those of the optimizer's moments in a checkpoint. */
  readonly trains: Readonly<Record<string, Stateful>>;
  /** What to do with the gradient. */
  readonly optimizer: Optimizer;
  /** It takes part in every so many steps, the last of each such row; in the others it computes nothing. Default 1. */
  readonly every?: number;
  /**
   * Computes what is constant in this phase, such as the examples that a generator gives its critic, and returns the loss
   * to differentiate by the variables of `trains`.
   */
  loss(batch: B, at: StepContext): () => S;
}

type Phases = Readonly<Record<string, Phase<never>>>;
type ScalarsOf<P> = P extends { loss(...args: never[]): () => infer S } ? S : never;
/** A phase's loss goes by the phase's name; a term of that name takes its place. */
type LoggedBy<P extends Phases, K extends keyof P> = K | Exclude<keyof ScalarsOf<P[K]>, 'loss'>;
type Always<P extends Phases> = { [K in keyof P]: P[K] extends { readonly every: number } ? never : K }[keyof P];

/** The scalars of a step by name. Those of a phase with `every` are absent from the steps where it is not due. */
export type TermsOf<P extends Phases> = {
  readonly [K in Always<P> as LoggedBy<P, K> & string]: Scalar;
} & { readonly [K in Exclude<keyof P, Always<P>> as LoggedBy<P, K> & string]?: Scalar };
