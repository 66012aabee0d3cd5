import { assertMethods, assertTensor, show, showShape } from '@latentkit/check';
import { categorical, foldIn } from '@latentkit/random';
import { logSumExpAlong } from '@latentkit/shared';
import {
  add,
  addN,
  logSoftmax,
  mul,
  reshape,
  slice,
  softmax,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { checkedDistribution } from './checked.ts';
import { oneHotOf } from './discrete/outcomes.ts';
import type { Distribution } from './distribution.ts';

/**
 * Mixtures: for each example one of the components, with probability softmax(logits).
 *
 *   log p(x) = log Σ_k softmax(logits)_k p_k(x)      mean = Σ_k softmax(logits)_k mean_k
 *
 * A sample draws from every component and takes one: gradients pass through it to the component taken, where they pass
 * through its samples, not to the logits.
 *
 * @param logits `[batch, K]`, unnormalised log weights; they stay the caller's
 * @param components K batches of distributions over the same events
 * @returns the distributions, over the events of the components
 * @throws TypeError, RangeError unless there are as many components as logits of an example; by its methods, where they differ
 * @example
 * const at = (x: number) => diagonalGaussian({ mean: tensor2d([[x]]), logVariance: tensor2d([[0]]) });
 * mixture(tensor2d([[0, 0]]), [at(-1), at(1)]).logProb(tensor2d([[0]]));  // [-1.4189]
 */
export function mixture(logits: Tensor2D, components: readonly Distribution[]): Distribution {
  assertTensor('mixture', 'logits', logits);
  if (!Array.isArray(components)) {
    throw new TypeError(`mixture: components is ${show(components)} but an array of distributions was expected.`);
  }
  for (const [k, component] of Array.from(components).entries()) {
    assertMethods('mixture', `components[${k}]`, component, ['sample', 'logProb', 'mean']);
  }
  const count = components.length;
  if (logits.shape.length !== 2 || logits.shape[1] !== count) {
    throw new RangeError(
      `mixture: logits has shape ${showShape(logits.shape)} but ${showShape(['batch', count])} was expected for ${count} components.`,
    );
  }
  /** Σ_k weights[:, k] values_k, the weights put in front of every axis of the events. */
  const blend = (weights: Tensor, values: readonly Tensor[]) =>
    addN(
      values.map((value, k) => {
        const weight = slice(weights, [0, k], [-1, 1]);
        return mul(value, reshape(weight, [weight.shape[0]!, ...value.shape.slice(1).map(() => 1)]));
      }),
    );
  const first = components[0]!.mean();
  const { shape } = first;
  first.dispose();
  return checkedDistribution('mixture(logits, components)', shape, {
    sample(key) {
      const chosen = oneHotOf(categorical(foldIn(key, 0), logits), count);
      return blend(
        chosen,
        components.map((component, k) => component.sample(foldIn(foldIn(key, 1), k))),
      );
    },
    logProb: (x) =>
      logSumExpAlong<Tensor1D>(
        add(
          logSoftmax(logits),
          stack(
            components.map((component) => component.logProb(x)),
            1,
          ),
        ),
        1,
      ),
    mean: () =>
      blend(
        softmax(logits),
        components.map((component) => component.mean()),
      ),
  });
}
