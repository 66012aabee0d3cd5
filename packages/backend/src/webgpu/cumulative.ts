import { Cumprod, Cumsum, getKernel, type KernelBackend, Reverse } from '@tensorflow/tfjs-core';
import { type Kernel, placeKernel } from '../placeKernel.ts';

/**
 * Makes running sums and products from the end right, which every gradient of a cumsum is. tfjs writes the length of the
 * axis into the program but leaves it out of the name under which it keeps it: the second length gets the first one's.
 */
export function repairCumulative(): void {
  for (const kernelName of [Cumsum, Cumprod]) {
    placeKernel<KernelBackend>(kernelName, 'webgpu', (stock) => ({ inputs, attrs, backend }) => {
      if (!attrs.reverse) return stock!({ inputs, attrs, backend });
      const reverse = getKernel(Reverse, 'webgpu')!.kernelFunc as unknown as Kernel;
      const turn = { attrs: { dims: [attrs.axis as number] }, backend };
      const turned = reverse({ inputs: { x: inputs.x! }, ...turn });
      const running = stock!({ inputs: { x: turned }, attrs: { ...attrs, reverse: false }, backend });
      const result = reverse({ inputs: { x: running }, ...turn });
      for (const { dataId } of [turned, running]) backend.disposeData(dataId);
      return result;
    });
  }
}
