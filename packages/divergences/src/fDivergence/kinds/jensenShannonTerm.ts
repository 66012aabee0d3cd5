import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import { klTerm } from './klTerm.ts';

/** p log(p / m) + q log(q / m), m = (p + q) / 2, for p, q > 0: twice what an outcome adds to the Jensen-Shannon divergence. */
export function jensenShannonTerm(p: Tensor, q: Tensor): Tensor {
  const middle = mul(add(p, q), 0.5);
  return add(klTerm(p, middle), klTerm(q, middle));
}
