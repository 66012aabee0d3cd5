import { type KernelBackend, TensorScatterUpdate, type TypedArray } from '@tensorflow/tfjs-core';
import { placeKernel } from '../placeKernel.ts';

/** What this file needs of tfjs's CPU backend. */
interface Values {
  readonly data: { get(dataId: object): { values: TypedArray } };
}

/** Lets tf.tensorScatterUpdate leave its argument as it is: tfjs writes the updates into it and returns the same array. */
export function repairTensorScatterUpdate(): void {
  placeKernel<KernelBackend>(TensorScatterUpdate, 'cpu', (stock) => (call) => {
    const stored = (call.backend as unknown as Values).data.get(call.inputs.tensor!.dataId);
    const before = stored.values;
    stored.values = before.slice();
    try {
      return stock!(call);
    } finally {
      stored.values = before;
    }
  });
}
