import {
  abs,
  add,
  addN,
  clipByValue,
  div,
  exp,
  greater,
  log1p,
  mul,
  neg,
  sigmoid,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';

// Gauss and Legendre's points and weights in [0, 1]: for scales above ½ the integrand is nearly straight.
const nodes = [0.0694318442029737, 0.330009478207572, 0.669990521792428, 0.930568155797026];
const weights = [0.173927422568727, 0.326072577431273, 0.326072577431273, 0.173927422568727];

/**
 * The mean of a logistic variable that is clipped to [0, 1], elementwise, for any mean and any scale.
 *
 *   ∫₀¹ σ((mean − x) / scale) dx = clip(mean) + scale [softplus(−|mean| / scale) − softplus(−|mean − 1| / scale)]
 *
 * where clip holds its argument within [0, 1]. At scales above ½ the difference would lose its digits: there the integral
 * is taken over four points, which leaves 1e-9.
 */
export function clippedLogisticMean(mean: Tensor, logScale: Tensor): Tensor {
  const wide = greater(logScale, Math.log(0.5));
  const precision = exp(neg(logScale));
  const gentle = where(wide, precision, 1);
  const integral = addN(nodes.map((x, i) => mul(sigmoid(mul(sub(mean, x), gentle)), weights[i]!)));
  const scale = exp(where(wide, 0, logScale));
  const tail = (x: Tensor) => log1p(exp(neg(div(abs(x), scale))));
  const exact = add(clipByValue(mean, 0, 1), mul(scale, sub(tail(mean), tail(sub(mean, 1)))));
  return where(wide, integral, exact);
}
