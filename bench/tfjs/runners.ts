import { dispose, type Scalar, type Tensor, type TensorContainer, tidy, type Variable } from '@tensorflow/tfjs-core';
import { COMPARED_STEPS } from '../cases/case.ts';
import { digest, type Runner } from '../children/serve.ts';

/**
 * A training step as a runner.
 *
 * @param step the number of the step to compare, or nothing once it's only timed; gives its losses in the order of `losses`
 * @param owned what to free in the end
 */
export function trainingRunner(step: (compared?: number) => readonly Scalar[], owned: () => void): Runner {
  return {
    async compare() {
      const losses: number[] = [];
      for (let i = 0; i < COMPARED_STEPS; i++) {
        const scalars = step(i);
        for (const scalar of scalars) losses.push((await scalar.data())[0]!);
        dispose([...scalars]);
      }
      return losses;
    },
    async run(times) {
      let scalars: readonly Scalar[] = [];
      for (let i = 0; i < times; i++) {
        dispose([...scalars]);
        scalars = step();
      }
      for (const scalar of scalars) await scalar.data();
      dispose([...scalars]);
    },
    dispose: owned,
  };
}

/** A kernel as a runner: `compute` gives its results, `inputs` are freed in the end. */
export function kernelRunner(compute: () => readonly Tensor[], inputs: TensorContainer): Runner {
  return {
    async compare() {
      const results = tidy(() => [...compute()]);
      const digests: number[] = [];
      for (const result of results) digests.push(digest(await result.data()));
      dispose(results);
      return digests;
    },
    async run(times) {
      for (let i = 0; i < times; i++) dispose(tidy(() => [...compute()]));
    },
    dispose: () => dispose(inputs),
  };
}

/** An update of variables in place as a runner. */
export function updateRunner(update: () => void, variables: readonly Variable[], owned: () => void): Runner {
  return {
    async compare() {
      update();
      const digests: number[] = [];
      for (const variable of variables) digests.push(digest(await variable.data()));
      return digests;
    },
    async run(times) {
      for (let i = 0; i < times; i++) update();
    },
    dispose: owned,
  };
}
