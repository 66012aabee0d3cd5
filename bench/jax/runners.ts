import { COMPARED_STEPS } from '../cases/case.ts';
import { digest, type Runner } from '../children/serve.ts';
import type { JaxArray } from './arrays.ts';
import { blockUntilReady } from './jax.ts';

/** A training step as a runner: `step` gives its losses, `state` what they leave behind. */
export function trainingRunner(step: (compared?: number) => JaxArray[], state: () => JaxArray[]): Runner {
  return {
    async compare() {
      const losses: number[] = [];
      for (let i = 0; i < COMPARED_STEPS; i++) {
        for (const loss of step(i)) losses.push((await loss.data())[0]!);
      }
      return losses;
    },
    async run(times) {
      for (let i = 0; i < times; i++) {
        for (const loss of step()) loss.dispose();
        await blockUntilReady(state());
      }
    },
    dispose: () => state().forEach((array) => void array.dispose()),
  };
}

/** A kernel as a runner. */
export function kernelRunner(compute: () => JaxArray[], inputs: JaxArray[]): Runner {
  return {
    async compare() {
      const digests: number[] = [];
      for (const result of compute()) digests.push(digest((await result.data()) as Float32Array));
      return digests;
    },
    async run(times) {
      for (let i = 0; i < times; i++) {
        const results = compute();
        await blockUntilReady(results);
        for (const result of results) result.dispose();
      }
    },
    dispose: () => inputs.forEach((array) => void array.dispose()),
  };
}
