import { ratioExcess, sumFeatures } from '@latentkit/shared';
import { add, greater, minimum, mul, neg, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { onlyWhere } from '../onlyWhere.ts';
import type { BetaParameters } from './beta.ts';
import { logGammaExcess } from './logGammaExcess.ts';

/**
 * Kullback-Leibler divergence of beta distributions, per example, summed over its features.
 *
 *   KL(p ‖ q) = Σ [log B(α_q, β_q) − log B(αₚ, βₚ) + (αₚ − α_q) ψ(αₚ) + (βₚ − β_q) ψ(βₚ) + (sum_q − sumₚ) ψ(sumₚ)]
 *
 * with sum = α + β, B the beta function and ψ the derivative of log Γ. It keeps its digits where p is near q and where the
 * parameters are large, and is exactly 0 where they are equal.
 *
 * @param p `{ alpha, beta }`, each `[batch, ...features]`, above 0
 * @param q the same shapes
 * @returns `[batch]`, in nats; NaN where a parameter is not above 0
 * @see Penny, KL-divergences of normal, gamma, Dirichlet and Wishart densities, 2001, for the Dirichlet, of which it is a case.
 */
export function betaKl(p: BetaParameters, q: BetaParameters): Tensor1D {
  const valid = greater(minimum(minimum(p.alpha, p.beta), minimum(q.alpha, q.beta)), 0);
  const [alphas, betas] = [sub(q.alpha, p.alpha), sub(q.beta, p.beta)];
  const [sumP, sumQ] = [add(p.alpha, p.beta), add(q.alpha, q.beta)];
  // What leads in the three log Γ is together sum_q times the Bernoulli KL of the means, α_q/sum_q to αₚ/sumₚ.
  const cross = sub(mul(p.alpha, betas), mul(p.beta, alphas));
  const leading = add(
    mul(q.alpha, ratioExcess(mul(p.alpha, sumQ), mul(sumP, q.alpha), cross)),
    mul(q.beta, ratioExcess(mul(p.beta, sumQ), mul(sumP, q.beta), neg(cross))),
  );
  const rest = sub(
    add(logGammaExcess(q.alpha, p.alpha, alphas), logGammaExcess(q.beta, p.beta, betas)),
    logGammaExcess(sumQ, sumP, add(alphas, betas)),
  );
  return sumFeatures('betaKl', onlyWhere(valid, add(leading, rest)));
}
