import type { Key } from '@latentkit/random';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { ClosedForms } from './closedForms/closedForms.ts';

/** A draw of each distribution of a batch, and its log density. */
export interface SampleWithLogProb {
  /** `[batch, ...event]` */
  readonly sample: Tensor;
  /** log p(sample), `[batch]`, in nats. */
  readonly logProb: Tensor1D;
}

/** A batch of distributions, one of each example. */
export interface Distribution {
  /**
   * One draw of each, `[batch, ...event]`, a function of the key. Gradients reach the parameters through it where the
   * distribution says so (reparameterised).
   */
  sample(key: Key): Tensor;
  /** log p(x) of each, `[batch]`, in nats, summed over the features of an example; `x` is `[batch, ...event]`. */
  logProb(x: Tensor): Tensor1D;
  /** The expected value of each, `[batch, ...event]`, in a tensor of its own. */
  mean(): Tensor;
  /**
   * The draw of `sample(key)` and its log density, where both together take less, or are more exact, than one after the other: a
   * flow that is fast in one direction never goes back. The function of this name has it of every distribution.
   */
  sampleWithLogProb?(key: Key): SampleWithLogProb;
  /** What it is given by, such as `{ mean, logVariance }`; of two distributions `kl(p, q)` wants the same shapes. */
  readonly parameters?: Readonly<Record<string, Tensor>>;
  /** What is known in closed form against another of the same family: what `kl(p, q)` and its neighbours look up. */
  readonly closedForms?: ClosedForms;
}
