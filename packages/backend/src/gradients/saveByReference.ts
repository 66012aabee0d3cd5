import { repairEngine } from './engineTape.ts';

/**
 * Saves what an op needs for its gradient by another reference to the same tensor.
 *
 * tfjs saves clones: a kernel and two more ops on the tape for each. It notes an output's clone on the tape *before* the
 * op itself. A tape is walked in order, so at the clone nothing is known yet of where its input comes from, and the path
 * from the saved output back to the op is silently dropped: second-order gradients of tanh, sigmoid, exp, softmax,
 * logSoftmax, elu, pow, max and so on are wrong. What we save has the id of the tensor that it stands for, by which a tape
 * knows tensors, so that it needs no op of its own, and no path is lost.
 */
export function saveByReference(): void {
  repairEngine('saveByReference', (engine) => {
    engine.clone = function (x) {
      this.state.tensorInfo.get(x.dataId)!.backend.incRef(x.dataId);
      const { dataId, shape, dtype } = x;
      return Object.assign(this.makeTensorFromTensorInfo({ dataId, shape, dtype }), { id: x.id });
    };
  });
}
