import { LogicalAnd, LogicalNot, LogicalOr, LogicalXor, type Tensor } from '@tensorflow/tfjs-core';
import { repairEngine } from './engineTape.ts';

const logical: readonly string[] = [LogicalAnd, LogicalNot, LogicalOr, LogicalXor];

/**
 * Refuses derivatives by a truth value, `tf.grad((mask) => tf.logicalAnd(mask, other))(mask)`: there are none. Truth
 * values that were computed of numbers are another matter: by these the derivative is zero.
 */
export function truthValues(): void {
  repairEngine('truthValues', (tape) => {
    const { addTapeNode } = tape;
    tape.addTapeNode = function (name, inputs, outputs, ...rest) {
      addTapeNode.call(this, name, inputs, outputs, ...rest);
      if (!logical.includes(name)) return;
      const computed = (x: Tensor | undefined) =>
        this.state.activeTape.some(({ outputs }) => outputs.some(({ id }) => id === x?.id));
      const given = Object.keys(inputs).filter((key) => inputs[key]?.dtype === 'bool' && !computed(inputs[key]));
      if (given.length === 0) return;
      const node = this.state.activeTape.at(-1)!;
      const { gradient } = node;
      node.gradient = (dys) => {
        const refuse = () => {
          throw new TypeError(`${name}: there is no derivative by a tensor of dtype bool.`);
        };
        return { ...gradient(dys), ...Object.fromEntries(given.map((key) => [key, refuse])) };
      };
    };
  });
}
