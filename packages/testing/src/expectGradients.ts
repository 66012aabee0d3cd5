import { keep, sum, type Tensor, tensor, tidy, type Variable, variable, variableGrads } from '@tensorflow/tfjs-core';
import { expectAllClose, type Tolerance } from './expectAllClose.ts';
import { finiteDifference } from './finiteDifference.ts';

/** One argument of a differentiated function. */
export interface GradientInput {
  /** Its shape as a tensor. */
  readonly shape: readonly number[];
  /** Row by row; rounded to float32 before anything is computed, so that both sides see the same numbers. */
  readonly values: ArrayLike<number>;
}

/** A function on tensors beside the same function in plain float64. */
export interface GradientCase {
  /** What is under test; a result that is no scalar is summed. */
  readonly value: (...inputs: Tensor[]) => Tensor;
  /** The same in plain JavaScript, written from the formula, summed to one number. */
  readonly reference: (...inputs: Float64Array[]) => number;
  /** Where. Keep away from kinks: a difference across one is no derivative. */
  readonly inputs: readonly GradientInput[];
  /** For the value and for the gradients. */
  readonly tolerance?: Tolerance;
}

/** Fails unless the value and the gradient by every input agree with float64 and its finite differences (gradcheck). */
export async function expectGradients({ value, reference, inputs, tolerance }: GradientCase): Promise<void> {
  const points = inputs.map(({ values }) => Float64Array.from(Float32Array.from(values)));
  const expected = points.map((point, i) =>
    finiteDifference((x) => reference(...points.map((other, j) => (i === j ? x : other))), point),
  );
  // Variables, because a path lost on the way silently leaves a variable out: it then counts as a gradient of 0.
  const variables: Variable[] = inputs.map(({ shape }, i) =>
    tidy(() => variable(tensor(Float32Array.from(points[i]!), [...shape]))),
  );
  const { result, gradients } = tidy(() => {
    const { value: result, grads } = variableGrads(() => sum(value(...variables)), variables);
    return { result, gradients: variables.map(({ name }) => grads[name]).map((g) => g && keep(g)) };
  });
  try {
    await expectAllClose(result, [reference(...points)], tolerance);
    for (const [i, exact] of expected.entries()) {
      await expectAllClose(gradients[i] ?? new Float32Array(exact.length), exact, tolerance);
    }
  } finally {
    for (const x of [result, ...gradients, ...variables]) x?.dispose();
  }
}
