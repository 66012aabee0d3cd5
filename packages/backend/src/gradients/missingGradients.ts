import { getGradient } from '@tensorflow/tfjs-core';
import { MissingGradientError } from '../MissingGradientError.ts';
import { repairEngine } from './engineTape.ts';

/** Makes an op without a gradient say so, and what to do, when somebody differentiates through it. */
export function missingGradients(): void {
  repairEngine('missingGradients', (tape) => {
    const { addTapeNode } = tape;
    tape.addTapeNode = function (name, inputs, outputs, gradient, ...rest) {
      const refuse = () => {
        throw new MissingGradientError(name);
      };
      const known = gradient ?? getGradient(name);
      addTapeNode.call(this, name, inputs, outputs, known ? gradient : refuse, ...rest);
    };
  });
}
