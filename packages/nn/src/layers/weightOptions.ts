import { assertFunction, assertOneOf } from '@latentkit/check';
import { glorotUniform } from '../initializers/scaled.ts';
import { zerosInitializer } from '../initializers/simple.ts';
import type { DenseOptions } from './dense.ts';

/** The names of `DenseOptions`. */
export const denseOptions = ['bias', 'kernelInitializer', 'biasInitializer'] as const;

/** How a layer with a kernel begins, checked and with the defaults. */
export function weightOptions(caller: string, options: DenseOptions): Required<DenseOptions> {
  const { bias = true, kernelInitializer = glorotUniform, biasInitializer = zerosInitializer } = options;
  assertOneOf(caller, 'bias', bias, [true, false]);
  assertFunction(caller, 'kernelInitializer', kernelInitializer, 'an initializer');
  assertFunction(caller, 'biasInitializer', biasInitializer, 'an initializer');
  return { bias, kernelInitializer, biasInitializer };
}
