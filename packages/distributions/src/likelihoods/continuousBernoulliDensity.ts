import { add, customGrad, mul, neg, relu, sub, type Tensor } from '@tensorflow/tfjs-core';
import { farFromMean, signOf, stepOf } from './continuousBernoulliMean.ts';
import { logMeanExp } from './logOneMinusExp.ts';

/**
 * −log of the density of continuous Bernoulli variables given by their logits, elementwise.
 *
 *   −log p(t | l) = −[t log λ + (1 − t) log(1 − λ) + log C(λ)],   λ = sigmoid(l),   C(λ) = l / tanh(l/2),  C(½) = 2
 *                 =  log((eˡ − 1) / l) − l t
 *                 =  (1 − t) max(l, 0) + t max(−l, 0) + log((1 − e^−|l|) / |l|)
 *
 * The last line is what is computed: nothing in it overflows or cancels at large logits, and near l = 0, where the quotient
 * is 0/0, a series takes its place. The pieces have kinks at 0 and cancel between them, the whole has none: its gradient is
 * written out. By a logit it is the mean less t, and the mean is not λ but 1/(1 − e^−l) − 1/l.
 */
export function continuousBernoulliNegativeLogDensity(logits: Tensor, target: Tensor): Tensor {
  return customGrad((l, t, save) => {
    (save as (tensors: Tensor[]) => void)([l as Tensor, t as Tensor]);
    return { value: negativeLogDensity(l as Tensor, t as Tensor), gradFunc };
  })(logits, target);
}

function negativeLogDensity(l: Tensor, t: Tensor): Tensor {
  const linear = add(mul(sub(1, t), relu(l)), mul(t, relu(neg(l))));
  return add(linear, logMeanExp(mul(l, signOf(l))));
}

function gradFunc(dy: Tensor, saved: Tensor[]): Tensor[] {
  const [l, t] = saved as [Tensor, Tensor];
  // Mean − t, the distance to the nearer end last: at large logits it is small.
  const slope = sub(sub(stepOf(l), t), mul(signOf(l), farFromMean(mul(l, signOf(l)))));
  return [mul(dy, slope), mul(dy, neg(l))];
}
