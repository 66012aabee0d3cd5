import { ratioExcess, sumFeatures } from '@latentkit/shared';
import { add, greater, minimum, mul, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { onlyWhere } from '../onlyWhere.ts';
import type { GammaParameters } from './gamma.ts';
import { logGammaExcess } from './logGammaExcess.ts';

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
 * @see Penny, KL-divergences of normal, gamma, Dirichlet and Wishart densities, 2001.
 */
export function gammaKl(p: GammaParameters, q: GammaParameters): Tensor1D {
  const [a, b, c, d] = [p.concentration, p.rate, q.concentration, q.rate];
  const valid = greater(minimum(minimum(a, b), minimum(c, d)), 0);
  // What leads in log Γ and the logarithms of the rates are together those of the means' ratio, (a/b) / (c/d).
  const cross = sub(mul(a, sub(d, b)), mul(b, sub(c, a)));
  const means = mul(c, ratioExcess(mul(a, d), mul(b, c), cross));
  return sumFeatures('gammaKl', onlyWhere(valid, add(means, logGammaExcess(c, a, sub(c, a)))));
}
