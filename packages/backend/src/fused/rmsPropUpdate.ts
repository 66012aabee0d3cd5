import { assertSameShape } from '@latentkit/check';
import { add, div, mul, sqrt, square, type Tensor } from '@tensorflow/tfjs-core';
import { assertNumbers } from './assertNumbers.ts';
import { RmsPropUpdate } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/** The numbers of one step of RMSProp. */
export interface RmsPropNumbers {
  /** How much of the second moment stays. */
  readonly decay: number;
  /** Keeps the division finite. */
  readonly epsilon: number;
  /** What the change is multiplied by: minus the learning rate. */
  readonly scale: number;
}

/**
 * One step of RMSProp for one variable, in one pass on 'wasm' and in two on 'webgl' and 'webgpu'.
 *
 *   v ← decay v + g²,   value ← value + scale · g / (√v + ε)
 *
 * @param value what is trained
 * @param gradient of the same shape
 * @param v its second moment
 * @param numbers decay, ε and scale
 * @returns the new value and second moment; no gradient flows through them
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * const [next] = rmsPropUpdate(scalar(1), scalar(2), scalar(0), { decay: 0.9, epsilon: 1e-8, scale: -0.1 });
 * next;  // 0.9
 */
export function rmsPropUpdate(
  value: Tensor,
  gradient: Tensor,
  v: Tensor,
  numbers: RmsPropNumbers,
): [value: Tensor, v: Tensor] {
  assertSameShape('rmsPropUpdate', { value, gradient, v });
  assertNumbers('rmsPropUpdate', numbers, ['decay', 'epsilon', 'scale']);
  const { decay, epsilon, scale } = numbers;
  return kernelOr<[Tensor, Tensor]>(RmsPropUpdate, { value, gradient, v }, { ...numbers }, () => {
    const nextV = add(mul(v, decay), square(gradient));
    return [add(value, mul(div(gradient, add(sqrt(nextV), epsilon)), scale)), nextV];
  });
}
