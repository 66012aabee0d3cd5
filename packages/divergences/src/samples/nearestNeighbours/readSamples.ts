import type { HostPoints } from '@latentkit/shared';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Two sets of points, read from the device. @throws RangeError where a value is NaN or infinite, saying where. */
export async function readSamples(caller: string, x: Tensor2D, y: Tensor2D): Promise<[HostPoints, HostPoints]> {
  const read = async (name: string, { shape: [count, size] }: Tensor2D, data: Promise<ArrayLike<number>>) => {
    const values = Float32Array.from(await data);
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const [sample, feature] = [Math.floor(bad / size), bad % size];
      throw new RangeError(
        `${caller}: ${name} is ${values[bad]} at sample ${sample}, feature ${feature} but finite numbers were expected.`,
      );
    }
    return { values, count, size };
  };
  return Promise.all([read('x', x, x.data()), read('y', y, y.data())]);
}
