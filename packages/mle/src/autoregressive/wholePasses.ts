import type { ApplyOptions, Network, Shape } from '@latentkit/nn';
import { sizeOf } from '@latentkit/shared';
import { concat, expandDims, reshape, slice, type Tensor2D, type Tensor3D, zeros } from '@tensorflow/tfjs-core';
import type { AutoregressiveInputs, Unrolled } from './network.ts';

/** The logits of each position by a pass through the whole network, with zeros for what is not known yet. */
export function wholePasses(
  network: Network,
  { shape, channels }: Pick<AutoregressiveInputs, 'channels'> & { readonly shape: Shape },
  count: number,
  options: ApplyOptions,
): Unrolled {
  const size = sizeOf(shape);
  return {
    state: [],
    next([known], position, before) {
      const seen = before && (known ? [known, expandDims(before, 1)] : [expandDims(before, 1)]);
      const values = [...(seen ?? []), zeros([count, size - position, channels])];
      const output = network.apply(reshape(concat(values, 1), [count, ...shape, channels]), options);
      const logits = slice(reshape(output, [count, size, channels]) as Tensor3D, [0, position, 0], [-1, 1, -1]);
      return {
        logits: reshape(logits, [count, channels]) as Tensor2D,
        state: seen ? [concat(seen, 1)] : [],
      };
    },
  };
}
