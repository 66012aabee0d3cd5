import { assertSameShape } from '@latentkit/check';
import { add, customGrad, mul, neg, relu, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { sumFeatures } from '../sumFeatures.ts';
import { farFromMean, signOf, stepOf } from './continuousBernoulliMean.ts';
import { logMeanExp } from './logOneMinusExp.ts';

/**
 * Negative log likelihood of continuous Bernoulli variables given by their logits, per example, summed over its
 * features: what {@link bernoulli} is for grey values if it is to be a density on [0, 1].
 *
 *   −log p(t | l) = −Σ [t log λ + (1 − t) log(1 − λ) + log C(λ)],   λ = sigmoid(l),   C(λ) = l / tanh(l/2),  C(½) = 2
 *                 =  Σ [log((eˡ − 1) / l) − l t]
 *                 =  Σ [(1 − t) max(l, 0) + t max(−l, 0) + log((1 − e^−|l|) / |l|)]
 *
 * The last line is what is computed: nothing in it overflows or cancels at large logits, and near l = 0, where the quotient
 * is 0/0, a series takes its place. The gradient by a logit is the mean less t, and the mean is not λ but
 * 1/(1 − e^−l) − 1/l. The value is that of a density: it is 0 for l = 0, and may be below.
 *
 * @param logits `[batch, ...features]`, any real numbers
 * @param target the same shape, in [0, 1]; outside there is no density, and nothing here checks it
 * @returns `[batch]`, in nats
 * @throws RangeError where the shapes differ: nothing is broadcast
 * @example
 * continuousBernoulli(tensor2d([[2, 0]]), tensor2d([[1, 0.3]]));  // [-0.8386]
 * @see Loaiza-Ganem & Cunningham, The continuous Bernoulli: fixing a pervasive error in variational autoencoders, 2019,
 * https://arxiv.org/abs/1907.06845
 */
export function continuousBernoulli(logits: Tensor, target: Tensor): Tensor1D {
  assertSameShape('continuousBernoulli', { logits, target });
  return tidy(() => sumFeatures('continuousBernoulli', perFeature(logits, target)));
}

/** The pieces have kinks at 0 and cancel between them, the whole has none: its gradient is written out. */
function perFeature(logits: Tensor, target: Tensor): Tensor {
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
