import { assertSameShape } from '@latentkit/check';
import { add, div, mul, sqrt, square, type Tensor } from '@tensorflow/tfjs-core';
import { assertNumbers } from './assertNumbers.ts';
import { AdamUpdate } from './kernelNames.ts';
import { kernelOr } from './kernelOr.ts';

/** The numbers of one step of Adam. */
export interface AdamNumbers {
  /** How much of the first moment stays. */
  readonly beta1: number;
  /** How much of the second moment stays. */
  readonly beta2: number;
  /** Keeps the division finite. */
  readonly epsilon: number;
  /** What the change is multiplied by: minus the learning rate, with the corrections of the bias. */
  readonly scale: number;
  /** What the value is multiplied by: 1, or less where weights decay. */
  readonly keep: number;
}

/**
 * One step of Adam for one variable, in one pass on 'wasm' and in three on 'webgl' and 'webgpu'.
 *
 *   m ← β₁ m + g,   v ← β₂ v + g²,   value ← keep · value + scale · m / (√v + ε)
 *
 * @param value what is trained
 * @param gradient of the same shape
 * @param m its first moment
 * @param v its second moment
 * @param numbers β₁, β₂, ε, scale and keep
 * @returns the new value, first and second moment; no gradient flows through them
 * @throws TypeError unless float32 tensors, RangeError unless of one shape
 * @example
 * const [next] = adamUpdate(scalar(1), scalar(2), scalar(0), scalar(0), { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, scale: -0.1, keep: 1 });
 * next;  // 0.9
 */
export function adamUpdate(
  value: Tensor,
  gradient: Tensor,
  m: Tensor,
  v: Tensor,
  numbers: AdamNumbers,
): [value: Tensor, m: Tensor, v: Tensor] {
  assertSameShape('adamUpdate', { value, gradient, m, v });
  assertNumbers('adamUpdate', numbers, ['beta1', 'beta2', 'epsilon', 'scale', 'keep']);
  const { beta1, beta2, epsilon, scale, keep } = numbers;
  return kernelOr<[Tensor, Tensor, Tensor]>(AdamUpdate, { value, gradient, m, v }, { ...numbers }, () => {
    const nextM = add(mul(m, beta1), gradient);
    const nextV = add(mul(v, beta2), square(gradient));
    const change = mul(div(nextM, add(sqrt(nextV), epsilon)), scale);
    return [add(keep === 1 ? value : mul(value, keep), change), nextM, nextV];
  });
}
