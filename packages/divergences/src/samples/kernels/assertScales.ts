import { assertPositive, show } from '@latentkit/check';

/** @throws TypeError unless an array of numbers, RangeError unless there is one and each is finite and above 0 */
export function assertScales(caller: string, argument: string, scales: readonly number[]): void {
  if (!Array.isArray(scales)) {
    throw new TypeError(`${caller}: ${argument} is ${show(scales)} but an array of numbers was expected.`);
  }
  if (scales.length === 0) throw new RangeError(`${caller}: ${argument} is [] but one number at least was expected.`);
  for (const [i, scale] of scales.entries()) assertPositive(caller, `${argument}[${i}]`, scale);
}
