import { assertTensor, checkOptions, show } from '@latentkit/check';
import type { FusedOptions } from './fusedMatMul.ts';

/** The options of a fused function, whose bias and activation are checked; the rest is its own to check. */
export function checkFusedOptions<O extends FusedOptions>(
  caller: string,
  options: O,
  names: readonly (keyof O & string)[],
): O {
  const { bias, activation } = checkOptions(caller, options, ['bias', 'activation', ...names]);
  if (bias !== undefined) assertTensor(caller, 'options.bias', bias);
  if (activation !== undefined && typeof activation?.name !== 'string') {
    throw new TypeError(
      `${caller}: options.activation is ${show(activation)} but { name: 'relu' } or alike was expected.`,
    );
  }
  return options;
}
