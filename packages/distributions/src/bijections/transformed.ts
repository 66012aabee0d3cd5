import { assertKey, assertMethods, assertTensor, checkOptions } from '@latentkit/check';
import type { ApplyOptions } from '@latentkit/nn';
import { add, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import { sampleWithLogProb } from '../sampleWithLogProb.ts';
import type { Bijection } from './bijection.ts';

/**
 * The distribution of y = forward(x) for x from a base: a normalizing flow.
 *
 *   log p(y) = log base(x) + log |det ∂x/∂y|,  x = inverse(y)
 *
 * Gradients pass through samples where they pass through those of the base. Its `mean` is where the mean of the base goes,
 * which is the mean only of affine maps. `sampleWithLogProb` takes the forward direction alone.
 *
 * @param base a batch of distributions
 * @param bijection of their events
 * @param options what the bijection is given in both directions: `context`, `values`, `training`, `key`
 * @throws TypeError unless a distribution, a bijection and options
 * @example
 * const p = transformed(standardNormal([1, 1]), affine(tensor2d([[1]]), tensor2d([[0]])));
 * p.logProb(tensor2d([[1]]));  // [-0.9189]
 * @see Rezende & Mohamed, Variational Inference with Normalizing Flows, 2015, https://arxiv.org/abs/1505.05770
 */
export function transformed(base: Distribution, bijection: Bijection, options: ApplyOptions = {}): Distribution {
  assertMethods('transformed', 'base', base, ['sample', 'logProb', 'mean']);
  assertMethods('transformed', 'bijection', bijection, ['forward', 'inverse']);
  checkOptions('transformed', options, ['training', 'key', 'context', 'values']);
  return {
    sample(key) {
      assertKey('transformed(base, bijection).sample', key);
      return tidy(() => bijection.forward(base.sample(key), options).value);
    },
    logProb(x) {
      assertTensor('transformed(base, bijection).logProb', 'x', x);
      return tidy(() => {
        const { value, logDeterminant } = bijection.inverse(x, options);
        return add<Tensor1D>(base.logProb(value), logDeterminant);
      });
    },
    sampleWithLogProb(key) {
      assertKey('transformed(base, bijection).sampleWithLogProb', key);
      return tidy(() => {
        const { sample, logProb } = sampleWithLogProb(base, key);
        const { value, logDeterminant } = bijection.forward(sample, options);
        return { sample: value, logProb: sub<Tensor1D>(logProb, logDeterminant) };
      });
    },
    mean: () => tidy(() => bijection.forward(base.mean(), options).value),
  };
}
