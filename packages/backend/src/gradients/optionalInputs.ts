import type { Tensor } from '@tensorflow/tfjs-core';
import { repairEngine } from './engineTape.ts';

/**
 * Lets ops that were called without one of their arguments be differentiated: tf.batchNorm without scale or offset, say.
 * tfjs tries to save and to follow the argument that is not there.
 */
export function optionalInputs(): void {
  repairEngine('optionalInputs', (tape) => {
    const { addTapeNode, getTensorsForGradient } = tape;
    tape.addTapeNode = function (name, inputs, ...rest) {
      const missing = Object.values(inputs).includes(undefined);
      addTapeNode.call(this, name, missing ? withoutMissing(inputs) : inputs, ...rest);
    };
    tape.getTensorsForGradient = function (name, inputs, outputs) {
      return getTensorsForGradient.call(this, name, inputs, outputs).filter((x) => x !== undefined);
    };
  });
}

function withoutMissing(inputs: Record<string, Tensor | undefined>): Record<string, Tensor | undefined> {
  return Object.fromEntries(Object.entries(inputs).filter(([, x]) => x !== undefined));
}
