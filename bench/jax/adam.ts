import type { JaxArray } from './arrays.ts';
import { np } from './jax.ts';

/** The settings of Adam. */
export interface Rate {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** Weights and both moments of each. */
export type Slots = { values: JaxArray[]; m: JaxArray[]; v: JaxArray[] };

/** Weights with moments of zero. */
export function slotsOf(values: JaxArray[]): Slots {
  return { values, m: values.map((x) => np.zeros(x.shape)), v: values.map((x) => np.zeros(x.shape)) };
}

/** 1 − β₁ⁿ and 1 − β₂ⁿ: what the moments of step n are divided by. */
export function corrections({ beta1, beta2 }: Rate, step: number): JaxArray {
  return np.array(new Float32Array([1 - beta1 ** step, 1 - beta2 ** step]));
}

/** One update; takes over all it is given. To be called within `jit`. */
export function adam({ learningRate, beta1, beta2 }: Rate, slots: Slots, gradients: JaxArray[], by: JaxArray): Slots {
  const [c1, c2] = np.split(by, 2) as [JaxArray, JaxArray];
  const result: Slots = { values: [], m: [], v: [] };
  for (const [i, gradient] of gradients.entries()) {
    const m = slots.m[i]!.mul(beta1).add(gradient.ref.mul(1 - beta1));
    const v = slots.v[i]!.mul(beta2).add(np.square(gradient).mul(1 - beta2));
    const root = np.sqrt(v.ref.div(c2.ref)).add(1e-8);
    result.values.push(slots.values[i]!.sub(m.ref.div(c1.ref).div(root).mul(learningRate)));
    result.m.push(m);
    result.v.push(v);
  }
  c1.dispose();
  c2.dispose();
  return result;
}
