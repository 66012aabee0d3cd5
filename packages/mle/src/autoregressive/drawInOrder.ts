import { dispose, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Unrolled } from './network.ts';

/**
 * Draws one position after the other, each from the logits that those before it give.
 *
 * @param size how many positions there are
 * @param draw what stands at a position, `[count, channels]`, from its logits
 * @returns what stands at each; the tensors of a position are freed once the next one is drawn
 */
export function drawInOrder(
  size: number,
  { state: first, next }: Unrolled,
  draw: (logits: Tensor2D, position: number) => Tensor2D,
): Tensor2D[] {
  const drawn: Tensor2D[] = [];
  let state = first;
  try {
    for (let position = 0; position < size; position++) {
      const [value, after] = tidy(() => {
        const { logits, state: after } = next(state, position, drawn.at(-1));
        return [draw(logits, position), [...after]] as [Tensor2D, Tensor[]];
      });
      drawn.push(value);
      dispose(state.filter((tensor) => !after.includes(tensor)));
      state = after;
    }
    return drawn;
  } finally {
    dispose([...state]);
  }
}
