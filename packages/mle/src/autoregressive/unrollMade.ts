import type { ApplyOptions, Layer, Shape, ShapedNetwork } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { add, expandDims, matMul, slice, type Tensor, type Tensor2D, tile, zeros } from '@tensorflow/tfjs-core';
import type { Unrolled } from './network.ts';

/** What a masked perceptron consists of. */
interface Parts {
  readonly shape: Shape;
  readonly channels: number;
  /** Those of the hidden layers' units, in rising order. */
  readonly degrees: readonly (readonly number[])[];
  /** Flattens, and puts the context behind. */
  readonly prefix: ShapedNetwork;
  /** Linear, activation, linear, … */
  readonly body: ShapedNetwork;
  readonly activation: Layer;
}

/**
 * The passes of a masked perceptron, position by position: what has become known is added to the sums of the layer above at
 * once, and a hidden unit is computed when the last position that it sees is known. All positions together take the products
 * of one pass. The masks are not needed: what they hide is added to sums that have been used.
 */
export function unrollMade({ shape, channels, degrees, prefix, body, activation }: Parts) {
  const places = degrees.map((of) => {
    const found = new Map<number, { from: number; count: number }>();
    for (const [i, degree] of of.entries())
      found.set(degree, { from: found.get(degree)?.from ?? i, count: 1 + (found.get(degree)?.count ?? 0) });
    return found;
  });
  const activate = (sums: Tensor2D) => activation([sums.shape[1]], key(0)).apply(sums) as Tensor2D;

  return (count: number, options: ApplyOptions): Unrolled => {
    const values = { ...body.variables, ...options.values } as Readonly<Record<string, Tensor>>;
    const kernels = [...degrees, 0].map((_, i) => values[`${2 * i}/kernel`] as Tensor2D);
    const biases = kernels.map((_, i) => tile(expandDims(values[`${2 * i}/bias`]!, 0), [count, 1]) as Tensor2D);
    const seen = prefix.apply(zeros([count, ...shape, channels]), options) as Tensor2D;
    const push = (sums: Tensor2D, units: Tensor2D, kernel: Tensor2D, from: number) =>
      add<Tensor2D>(sums, matMul(units, slice(kernel, [from, 0], [units.shape[1], -1])));
    return {
      state: [add(biases[0]!, matMul(seen, kernels[0]!)), ...biases.slice(1)],
      next(state, position, before) {
        const sums = [...state] as Tensor2D[];
        if (before) sums[0] = push(sums[0]!, before, kernels[0]!, (position - 1) * channels);
        for (const [i, place] of places.entries()) {
          const units = place.get(position);
          if (!units) continue;
          const final = activate(slice(sums[i]!, [0, units.from], [-1, units.count]));
          sums[i + 1] = push(sums[i + 1]!, final, kernels[i + 1]!, units.from);
        }
        return { logits: slice(sums.at(-1)!, [0, position * channels], [-1, channels]), state: sums };
      },
    };
  };
}
