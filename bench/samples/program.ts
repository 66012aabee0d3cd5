import { type Scalar, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { Settings } from '../cases/case.ts';
import type { Program } from '../children/serve.ts';

/** A function of the two samples as what a child serves. */
export function program(compute: (x: Tensor2D, y: Tensor2D, settings: Settings) => Scalar): Program {
  return ({ x: first, y: second }, settings) => {
    const [x, y] = [first!, second!].map(({ values, shape }) => tensor2d(values, [shape[0]!, shape[1]!])) as [
      Tensor2D,
      Tensor2D,
    ];
    const once = async () => {
      const value = compute(x, y, settings);
      const [found] = await value.data();
      value.dispose();
      return found!;
    };
    return {
      compare: async () => [await once()],
      async run(times) {
        for (let i = 0; i < times; i++) await once();
      },
      dispose() {
        x.dispose();
        y.dispose();
      },
    };
  };
}

/** The bandwidths, which come as one text. */
export function bandwidthsOf({ bandwidths }: Settings): number[] {
  return String(bandwidths).split(',').map(Number);
}
