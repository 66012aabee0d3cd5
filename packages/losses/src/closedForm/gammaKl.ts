import { assertSameShape } from '@latentkit/check';
import { ratioExcess, sumFeatures } from '@latentkit/shared';
import { add, greater, minimum, mul, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { logGammaExcess } from './logGammaExcess.ts';
import { onlyWhere } from './onlyWhere.ts';
import { partsOf } from './partsOf.ts';

/** A batch of gamma distributions, of density rate^a x^(a−1) exp(−rate x) / Γ(a) for x > 0. */
export interface Gamma {
  /** a, the shape parameter, above 0, `[batch, ...features]` */
  readonly concentration: Tensor;
  /** One over the scale, above 0, the same shape. */
  readonly rate: Tensor;
}

/**
 * Kullback-Leibler divergence of gamma distributions, per example, summed over its features.
 *
 *   KL(p ‖ q) = Σ [(aₚ − a_q) ψ(aₚ) − log Γ(aₚ) + log Γ(a_q) + a_q log(bₚ/b_q) + aₚ (b_q − bₚ)/bₚ]
 *
 * with a the concentration, b the rate and ψ the derivative of log Γ. It keeps its digits where p is near q and where a is
 * large, and is exactly 0 where they are equal.
 *
 * @param p `{ concentration, rate }`, each `[batch, ...features]`, above 0
 * @param q the same shapes
 * @returns `[batch]`, in nats; NaN where a parameter is not above 0
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * const p = { concentration: tensor2d([[1]]), rate: tensor2d([[1]]) };
 * const q = { concentration: tensor2d([[1]]), rate: tensor2d([[2]]) };
 * gammaKl(p, q);  // [0.3069]
 * @see Penny, KL-divergences of normal, gamma, Dirichlet and Wishart densities, 2001.
 */
export function gammaKl(p: Gamma, q: Gamma): Tensor1D {
  assertSameShape('gammaKl', partsOf('gammaKl', { p, q }, ['concentration', 'rate']));
  const [a, b, c, d] = [p.concentration, p.rate, q.concentration, q.rate];
  return tidy(() => {
    const valid = greater(minimum(minimum(a, b), minimum(c, d)), 0);
    // What leads in log Γ and the logarithms of the rates are together those of the means' ratio, (a/b) / (c/d).
    const cross = sub(mul(a, sub(d, b)), mul(b, sub(c, a)));
    const means = mul(c, ratioExcess(mul(a, d), mul(b, c), cross));
    return sumFeatures('gammaKl', onlyWhere(valid, add(means, logGammaExcess(c, a, sub(c, a)))));
  });
}
