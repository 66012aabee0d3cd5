import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import {
  add,
  elu,
  grads,
  leakyRelu,
  matMul,
  relu,
  sigmoid,
  softplus,
  sum,
  type Tensor,
  tanh,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import golden from './golden.json';
import {
  absoluteError,
  gradientPenalty,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  r1,
  squaredError,
  wasserstein,
} from './index.ts';

/** What golden.py writes of a loss. */
interface Case {
  readonly inputs: readonly number[][];
  readonly shape: number[];
  readonly value: number[];
  readonly gradients: readonly number[][];
}

const tolerance = { relative: 2e-5, absolute: 2e-6 };
const sizes = [[3, 4], [4], [4, 1]];
const activations: Record<string, (x: Tensor) => Tensor> = {
  relu: (x) => relu(x),
  leakyRelu: (x) => leakyRelu(x, 0.2),
  tanh: (x) => tanh(x),
  sigmoid: (x) => sigmoid(x),
  softplus: (x) => softplus(x),
  elu: (x) => elu(x),
};

async function expectAsInPyTorch(loss: (...inputs: Tensor[]) => Tensor, { inputs, shape, value, gradients }: Case) {
  const tensors = inputs.map((values) => tensor(values, shape));
  await expectAllClose(loss(...tensors), value, tolerance);
  const slopes = grads((...x: Tensor[]) => sum(loss(...x)))(tensors);
  for (const [i, slope] of slopes.entries()) await expectAllClose(slope, gradients[i]!, tolerance);
}

onEveryBackend(() => {
  describe('as in PyTorch', () => {
    it.each(
      Object.entries({
        squaredError,
        absoluteError,
      }),
    )('%s', async (name, loss) => {
      await expectAsInPyTorch(
        loss as (...inputs: Tensor[]) => Tensor,
        golden.perExample[name as keyof typeof golden.perExample],
      );
    });

    it.each(Object.entries({ minimax, nonSaturating, leastSquares, hinge, wasserstein }))('%s', async (name, make) => {
      const { critic, generator } = make();
      const key = name as keyof typeof golden.critic;
      await expectAsInPyTorch((real, fake) => critic(real!, fake!), golden.critic[key]);
      await expectAsInPyTorch((fake) => generator(fake!, () => fake!), golden.generator[key]);
    });

    describe.each(golden.penalty)('through $activation', ({ activation, real, fake, ...expected }) => {
      it.each(Object.entries({ gradientPenalty, r1 }))('%s', async (name, make) => {
        const { inputs, value, gradients }: Case = expected[name as keyof typeof expected];
        const weights = inputs.map((values, i) => tidy(() => variable(tensor(values, sizes[i]!))));
        const [kernel, bias, out] = weights as unknown as [Tensor, Tensor, Tensor];
        const critic = (x: Tensor) => matMul(activations[activation]!(add(matMul(x, kernel), bias)), out);
        const found = variableGrads(
          () => make()(critic, tensor2d(real, [4, 3]), tensor2d(fake, [4, 3]), key(5)),
          weights,
        );
        await expectAllClose(found.value, value, { relative: 1e-4 });
        for (const [i, { name }] of weights.entries()) {
          const none = tensor1d(new Float32Array(gradients[i]!.length));
          await expectAllClose(found.grads[name] ?? none, gradients[i]!, { relative: 1e-4, absolute: 1e-5 });
        }
        for (const weight of weights) weight.dispose();
      });
    });
  });
});
