import { assertInteger, assertTensor } from '@latentkit/check';
import type { Tensor } from '@tensorflow/tfjs-core';
import { readNumbers } from '../readNumbers.ts';
import { entropyOf } from './mutualInformation.ts';

/**
 * How many entries of a codebook are in use, were all used equally often.
 *
 *   exp(−Σ_k p_k ln p_k),   p_k how often entry k was chosen
 *
 * @param indices of the entries that were chosen, of any shape, int32, from 0 to codebookSize − 1
 * @param codebookSize how many entries there are; at least 1
 * @returns from 1, a single entry, to `codebookSize`
 * @throws TypeError, RangeError for no indices, and one that is of no entry
 * @example
 * await perplexity(tensor1d([0, 1, 1, 0], 'int32'), 8); // 2
 *
 * van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017, https://arxiv.org/abs/1711.00937
 */
export async function perplexity(indices: Tensor, codebookSize: number): Promise<number> {
  assertTensor('perplexity', 'indices', indices, ['int32']);
  assertInteger('perplexity', 'codebookSize', codebookSize);
  if (indices.size === 0) throw new RangeError('perplexity: indices is empty but at least one index was expected.');
  const numbers = await readNumbers('perplexity', 'indices', indices);
  const wrong = numbers.find((index) => index < 0 || index >= codebookSize);
  if (wrong !== undefined) {
    throw new RangeError(
      `perplexity: indices has ${wrong} in it but integers from 0 to ${codebookSize - 1} were expected.`,
    );
  }
  return Math.exp(entropyOf(numbers));
}
