import type { Family } from '@latentkit/distributions';
import { squaredError } from '@latentkit/losses';
import type { Network } from '@latentkit/nn';
import { mul, type Tensor1D } from '@tensorflow/tfjs-core';

/**
 * A likelihood that compares features of an example with those of another one's mean, in place of the data:
 *
 *   −½ ‖F(x) − F(mean)‖²,     which is ln N(F(x); F(mean), I) without its constant
 *
 * @param family whose mean is taken, and which says what data there may be
 * @param features asked for where it is needed: the network may be built later
 */
export function likelihoodOfFeatures(family: Family, features: () => Network): Family {
  return {
    ...family,
    of(parameters) {
      const distribution = family.of(parameters);
      return {
        ...distribution,
        logProb(x) {
          const [seen, expected] = [x, distribution.mean()].map((data) => features().apply(data));
          return mul<Tensor1D>(squaredError(expected!, seen!), -0.5);
        },
      };
    },
  };
}
