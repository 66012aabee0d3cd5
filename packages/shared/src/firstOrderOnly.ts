import { engine } from '@tensorflow/tfjs-core';

/** Called as a gradient is computed: throws if that is being differentiated itself, since what came of it would be wrong. */
export function firstOrderOnly(name: string): void {
  if (engine().state.gradientDepth > 0) throw new Error(`${name}: has no second-order gradient.`);
}
