import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** What of tfjs's engine this file relies on; a test pins it. */
interface TapeNode {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
}
interface Taping {
  addTapeNode(
    name: string,
    inputs: object,
    outputs: Tensor[],
    gradient: unknown,
    saved: Tensor[],
    attrs: unknown,
  ): void;
  readonly state: { readonly activeTape: TapeNode[] };
}

const done = Symbol.for('@latentkit/backend/orderTape');

/**
 * Makes second-order gradients right for every op whose gradient saves the op's *output*: tanh, sigmoid, exp, softmax,
 * logSoftmax, elu, pow, max and so on.
 *
 * What an op saves for its gradient are clones, and tfjs notes an output's clone on the tape *before* the op itself. A
 * tape is walked in order, so at the clone nothing is known yet of where its input comes from, and the path from the
 * saved output back to the op is dropped without a word. We put the op where it belongs: before the clones of its
 * outputs. First-order gradients never walk these clones and stay as they are.
 */
export function orderTape(): void {
  const taping = engine() as unknown as Taping & { [done]?: true };
  if (taping[done]) return;
  const add = taping.addTapeNode;
  taping.addTapeNode = function (this: Taping, name, inputs, outputs, gradient, saved, attrs) {
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
  taping[done] = true;
}

function isCloneFor({ outputs }: TapeNode, saved: readonly Tensor[]): boolean {
  return outputs.length === 1 && saved.includes(outputs[0]!);
}
