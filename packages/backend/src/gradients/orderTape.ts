import type { Tensor } from '@tensorflow/tfjs-core';
import { repairEngine, type TapeNode } from './engineTape.ts';

/**
 * Makes second-order gradients right for every op whose gradient saves the op's *output*: tanh, sigmoid, exp, softmax,
 * logSoftmax, elu, pow, max and so on.
 *
 * What an op saves for its gradient are clones, and tfjs notes an output's clone on the tape *before* the op itself. A
 * tape is walked in order, so at the clone nothing is known yet of where its input comes from, and the path from the
 * saved output back to the op is silently dropped. We put the op where it belongs: before the clones of its
 * outputs. First-order gradients never walk these clones and stay as they are.
 */
export function orderTape(): void {
  repairEngine('orderTape', (engine) => {
    const add = engine.addTapeNode;
    engine.addTapeNode = function (name, inputs, outputs, gradient, saved, attrs) {
      add.call(this, name, inputs, outputs, gradient, saved, attrs);
      if (saved.length === 0) return;
      const tape = this.state.activeTape;
      const node = tape.pop()!;
      const late: TapeNode[] = [];
      const early: TapeNode[] = [];
      while (tape.length > 0 && isCloneFor(tape.at(-1)!, saved)) {
        const clone = tape.pop()!;
        (outputs.includes(clone.inputs.x!) ? late : early).push(clone);
      }
      tape.push(...early.reverse(), node, ...late.reverse());
    };
  });
}

function isCloneFor({ outputs }: TapeNode, saved: readonly Tensor[]): boolean {
  return outputs.length === 1 && saved.includes(outputs[0]!);
}
