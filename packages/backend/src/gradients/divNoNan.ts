import { add, cast, div, equal, mul, neg, RealDiv, type Tensor } from '@tensorflow/tfjs-core';
import { repairEngine } from './engineTape.ts';
import { sumTo } from './sumTo.ts';

/**
 * Gives tf.divNoNan(a, 0) the gradient 0 in place of NaN. tfjs divides first and then puts 0 where b = 0, but on the way
 * back the division makes 0/0 of it. That division, known by the op around it, is differentiated with 1 for b = 0.
 */
export function divNoNan(): void {
  repairEngine('divNoNan', (tape) => {
    const { addTapeNode } = tape;
    tape.addTapeNode = function (name, inputs, outputs, gradient, saved, attrs) {
      const safe = name === RealDiv && this.state.scopeStack.at(-2)?.name.startsWith('divNoNan');
      addTapeNode.call(this, safe ? 'DivNoNan' : name, inputs, outputs, safe ? slopes : gradient, saved, attrs);
    };
  });
}

function slopes(dy: Tensor | Tensor[], saved: Tensor[]) {
  const [a, b] = saved as [Tensor, Tensor];
  const y = dy as Tensor;
  const safe = add(b, cast(equal(b, 0), 'float32'));
  return {
    a: () => sumTo(a.shape, div(y, safe)),
    b: () => sumTo(b.shape, neg(div(div(mul(y, a), safe), safe))),
  };
}
