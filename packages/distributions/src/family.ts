import type { Shape } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Distribution } from './distribution.ts';

/** From a tensor of parameters, such as a network's output, to distributions: a likelihood, a posterior. */
export interface Family<D extends Distribution = Distribution> {
  /** What errors call it, such as `bernoulliLikelihood`. */
  readonly name: string;
  /** The numbers that an event may consist of: from 0 to 1, or from −∞ to ∞. A model refuses data outside. */
  readonly support: { readonly minimum: number; readonly maximum: number };
  /**
   * What the parameters are. `'logits'` and `'log-scales'` may be any numbers, so a network that confines its output, by a
   * sigmoid for example, does not fit; `'data'` are the expected data themselves.
   */
  readonly takes: 'logits' | 'log-scales' | 'data';
  /** The shape of the parameters for events of a shape, both without the batch. */
  parameterShape(eventShape: Shape): Shape;
  /** The distributions of parameters `[batch, ...parameterShape]`, which stay the caller's. Computes nothing. */
  of(parameters: Tensor): D;
}
