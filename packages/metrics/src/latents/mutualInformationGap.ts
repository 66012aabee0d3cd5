import { assertInteger, assertTensor, checkOptions } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { assertFactors, columnOf, meanGap, readNumbers } from '../readNumbers.ts';
import { binned, entropyOf, mutualInformationOf } from './mutualInformation.ts';

/** The options of `mutualInformationGap`. */
export interface MutualInformationGapOptions {
  /** Into how many bins each latent is divided, from its least value to its greatest; at least 2. Default 20. */
  readonly bins?: number | undefined;
}

/**
 * The mutual information gap (MIG): how much better the best latent knows a factor than the second best does. 1 where every
 * factor has a latent of its own, 0 where two latents share all that they know.
 *
 *   MIG = 1/V Σ_v (I(z_first; v) − I(z_second; v)) / H(v)
 *
 * Of latents in bins and factors in classes, counted. Counting finds information where there is none, about
 * (bins − 1)(classes − 1) / 2n nats, so take many examples: the literature has 10,000.
 *
 * @param latents of examples, `[n, latents]`, at least 2 of them: `model.encode(data)`
 * @param factors their classes, `[n, factors]`, int32: what each example was generated from
 * @param options the number of bins
 * @returns the gap, from 0 to 1
 * @throws TypeError, RangeError unless factors are of the same examples, and each has two classes at least
 * @example
 * const latents = tensor2d([[0, 5], [0, 6], [1, 5], [1, 6]]);
 * await mutualInformationGap(latents, tensor2d([[3], [3], [4], [4]], undefined, 'int32')); // 1
 *
 * Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", 2018, https://arxiv.org/abs/1802.04942
 */
export async function mutualInformationGap(
  latents: Tensor,
  factors: Tensor,
  options: MutualInformationGapOptions = {},
): Promise<number> {
  const caller = 'mutualInformationGap';
  assertTensor(caller, 'latents', latents);
  assertTensor(caller, 'factors', factors, ['int32']);
  assertFactors(caller, latents, factors);
  const { bins = 20 } = checkOptions(caller, options, ['bins']);
  assertInteger(caller, 'bins', bins, 2);
  const [z, v] = await Promise.all([readNumbers(caller, 'latents', latents), readNumbers(caller, 'factors', factors)]);
  const [width, count] = [latents.shape[1]!, factors.shape[1]!];
  const units = Array.from({ length: width }, (_, i) => binned(columnOf(z, width, i), bins));
  return meanGap(
    Array.from({ length: count }, (_, j) => {
      const classes = columnOf(v, count, j);
      const entropy = entropyOf(classes);
      if (entropy === 0)
        throw new RangeError(`${caller}: factors has one class alone in column ${j} but two were expected.`);
      return units.map((unit) => mutualInformationOf(unit, classes) / entropy);
    }),
  );
}
