import type { JaxArray } from './arrays.ts';
import { nn, np } from './jax.ts';

/** Dense layers with an activation between them; takes over the input and the weights, a kernel and a bias of each. */
export function perceptron(x: JaxArray, weights: readonly JaxArray[], activation: (x: JaxArray) => JaxArray): JaxArray {
  let y = np.matmul(x, weights[0]!).add(weights[1]!);
  for (let i = 2; i < weights.length; i += 2) y = np.matmul(activation(y), weights[i]!).add(weights[i + 1]!);
  return y;
}

/** Negative log likelihood of logits, summed over the features and averaged over the batch. */
export function bernoulli(logits: JaxArray, target: JaxArray): JaxArray {
  const each = nn.softplus(logits.ref).sub(logits.mul(target));
  return np.mean(np.sum(each, 1));
}
