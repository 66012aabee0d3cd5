import { show } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * What a distribution consists of, by the names that errors give it: `{ 'p.mean': … }`.
 *
 * @throws TypeError unless an object; whether its parts are tensors is for the caller to check
 */
export function partsOf<T extends object>(
  caller: string,
  distributions: Readonly<Record<string, T>>,
  names: readonly (keyof T & string)[],
): Record<string, Tensor> {
  const parts: Record<string, Tensor> = {};
  for (const [argument, distribution] of Object.entries(distributions)) {
    if (typeof distribution !== 'object' || distribution === null) {
      throw new TypeError(
        `${caller}: ${argument} is ${show(distribution)} but an object with ${names.join(' and ')} was expected.`,
      );
    }
    for (const name of names) parts[`${argument}.${name}`] = distribution[name] as Tensor;
  }
  return parts;
}
