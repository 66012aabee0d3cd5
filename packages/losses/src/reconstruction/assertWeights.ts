import { show } from '@latentkit/check';

/** @throws TypeError unless an array, and whatever `assert` throws of one of its numbers */
export function assertWeights(
  caller: string,
  weights: unknown,
  assert: (caller: string, argument: string, value: unknown) => void,
): void {
  if (!Array.isArray(weights)) {
    throw new TypeError(`${caller}: weights is ${show(weights)} but an array of numbers was expected.`);
  }
  for (const [i, weight] of weights.entries()) assert(caller, `weights[${i}]`, weight);
}
