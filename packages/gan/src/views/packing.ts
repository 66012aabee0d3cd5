import { assertInteger } from '@latentkit/check';
import type { View } from '@latentkit/model';
import { concat, split } from '@tensorflow/tfjs-core';

/**
 * PacGAN: the critic scores several examples at once, all real or all generated, side by side along the last axis. A
 * generator that gives few modes is then easy to tell: its examples are too much alike.
 *
 *   [batch, ..., channels] -> [batch / count, ..., count · channels]
 *
 * Every batch must be a multiple of `count`. The critic has no context, and its scores are `batch / count`.
 *
 * @param count how many examples at once, at least 2; the paper has 2 to 4
 * @returns a view for `gan`
 * @throws TypeError, RangeError unless an integer of at least 2
 * @example
 * packing(2).apply(tensor2d([[1], [2], [3], [4]]), { step: 0, key: key(1) }); // [1, 3, 2, 4]
 *
 * Lin et al., "PacGAN: The power of two samples in generative adversarial networks", 2018, https://arxiv.org/abs/1712.04086
 */
export function packing(count: number): View {
  assertInteger('packing', 'count', count, 2);
  return {
    packed: count,
    outputShape: (shape) => [...shape.slice(0, -1), shape.at(-1)! * count],
    apply: (data) => concat(split(data, count), -1),
  };
}
