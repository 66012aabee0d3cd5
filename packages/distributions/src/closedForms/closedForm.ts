import { assertMethods, assertTensor, sameShape, show, showShape } from '@latentkit/check';
import { type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Distribution } from '../distribution.ts';
import type { ClosedForms } from './closedForms.ts';

const estimators = {
  kl: 'estimateKl(p, q, key, options) estimates it',
  bhattacharyya: 'estimateDivergence(squaredHellinger, …) of @latentkit/divergences estimates 1 − exp of minus it',
  squaredWasserstein2: 'sinkhornDivergence(x, y, options) of @latentkit/divergences estimates it from samples',
} as const;

/**
 * A closed form of two distributions, looked up in what they carry.
 *
 * @throws TypeError unless both are distributions, of one family, which has that form; RangeError unless their parameters
 * have the same shapes: nothing is broadcast
 */
export function closedForm(caller: string, form: keyof typeof estimators, p: Distribution, q: Distribution): Tensor1D {
  for (const [name, distribution] of Object.entries({ p, q })) {
    assertMethods(caller, name, distribution, ['sample', 'logProb', 'mean']);
  }
  const forms = p.closedForms as ClosedForms | undefined;
  const compute = forms && forms === q.closedForms ? forms[form] : undefined;
  if (!compute) {
    throw new TypeError(
      `${caller}: p is ${familyOf(p)} and q is ${familyOf(q)}, of which no closed form is known: ${estimators[form]}.`,
    );
  }
  return tidy(() => {
    assertSameParameters(caller, p, q);
    return compute(p, q);
  });
}

function familyOf({ closedForms }: Distribution): string {
  return closedForms ? show(closedForms.family) : 'a distribution without closed forms';
}

function assertSameParameters(caller: string, p: Distribution, q: Distribution): void {
  const [ofP, ofQ] = [p.parameters ?? {}, q.parameters ?? {}];
  for (const name of Object.keys(ofP)) {
    for (const [argument, tensor] of [
      ['p', ofP[name]],
      ['q', ofQ[name]],
    ] as const) {
      assertTensor(caller, `${argument}.${name}`, tensor);
    }
    const [first, second] = [ofP[name]!.shape, ofQ[name]!.shape];
    if (!sameShape(first, second)) {
      throw new RangeError(
        `${caller}: p.${name} has shape ${showShape(first)} but q.${name} has shape ${showShape(second)}.`,
      );
    }
  }
}
