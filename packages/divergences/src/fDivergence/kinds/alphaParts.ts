import { show } from '@latentkit/check';
import { add, expm1, mul, neg, pow, relu, softplus, sub } from '@tensorflow/tfjs-core';
import type { FDivergence } from '../fDivergence.ts';
import { inverseLogSoftplus, logSoftplus } from './logSoftplus.ts';

/** What happens to the α-divergence where P or Q has no mass, and which slopes it has. */
export function alphaEdges(order: number): Pick<FDivergence, 'atZero' | 'slopeAtZero' | 'slopeAtInfinity' | 'domain'> {
  const largest = order > 1 ? Infinity : 1 / (1 - order);
  return {
    atZero: order < 0 ? Infinity : 1 / order,
    slopeAtZero: order > 1 ? 1 / (1 - order) : -Infinity,
    slopeAtInfinity: largest,
    domain: [-Infinity, largest],
  };
}

/**
 * How the output of a critic stands for a slope of the α-divergence: as it is for an order a above 1, and below it as
 * 1 / (1 − a) − softplus(−v). All powers are taken through logarithms, which neither round to 0 nor lose a gradient.
 */
export function alphaOutput(
  order: number,
): Pick<FDivergence, 'activation' | 'conjugateOfActivation' | 'optimalOutput'> {
  const power = order / (order - 1);
  if (order > 1) {
    return {
      activation: (v) => v,
      conjugateOfActivation: (v) => mul(sub(pow(relu(add(mul(v, order - 1), 1)), power), 1), 1 / order),
      optimalOutput: (logRatio) => mul(expm1(mul(logRatio, order - 1)), 1 / (order - 1)),
    };
  }
  const shift = Math.log(1 - order);
  return {
    activation: (v) => sub(1 / (1 - order), softplus(neg(v))),
    conjugateOfActivation: (v) => mul(expm1(mul(add(logSoftplus(neg(v)), shift), power)), 1 / order),
    optimalOutput: (logRatio) => neg(inverseLogSoftplus(sub(mul(logRatio, order - 1), shift))),
  };
}

/** @throws TypeError unless a number, RangeError unless finite and neither 0 nor 1 */
export function assertOrder(caller: string, order: unknown): asserts order is number {
  if (typeof order !== 'number') throw new TypeError(`${caller}: order is ${show(order)} but a number was expected.`);
  if (!Number.isFinite(order) || order === 0 || order === 1) {
    throw new RangeError(`${caller}: order is ${order} but a finite number other than 0 and 1 was expected.`);
  }
}
