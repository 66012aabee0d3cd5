import { key as keyOf } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import {
  add,
  elu,
  erf,
  leakyRelu,
  matMul,
  mul,
  relu,
  sigmoid,
  softplus,
  sum,
  type Tensor,
  tanh,
  tensor,
  tensor2d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { contractive } from './contractive.ts';
import { contractiveEstimate } from './contractiveEstimate.ts';
import { dragan } from './dragan.ts';
import golden from './golden.json';
import { gradientPenalty } from './gradientPenalty.ts';
import { klSparsity, klSparsityFromLogits } from './klSparsity.ts';
import { l1Sparsity } from './l1Sparsity.ts';
import { lipschitz } from './lipschitz.ts';
import { orthogonality } from './orthogonality.ts';
import type { Penalty } from './penalty.ts';
import { r2 } from './r1.ts';
import { zeroCenteredGradientPenalty } from './zeroCenteredGradientPenalty.ts';

/** Every activation of `nn`, as it is written there. */
const activations: Record<keyof typeof golden.networks, (x: Tensor) => Tensor> = {
  relu: (x) => relu(x),
  leakyRelu: (x) => leakyRelu(x, 0.2),
  elu: (x) => elu(x),
  gelu: (x) => mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1)),
  silu: (x) => mul(x, sigmoid(x)),
  tanh: (x) => tanh(x),
  sigmoid: (x) => sigmoid(x),
  softplus: (x) => softplus(x),
};

const key = keyOf(5);
const batches = () => [tensor2d(golden.real, [4, 3]), tensor2d(golden.fake, [4, 3])] as const;
type Encoder = (x: Tensor) => Tensor;
const onCritic = (penalty: Penalty) => (encoder: Encoder) => penalty((x) => sum(encoder(x), 1), ...batches(), key);

const penalties: Record<keyof (typeof golden.networks)['relu'], (encoder: Encoder) => Tensor> = {
  'WGAN-LP': onCritic(gradientPenalty({ oneSided: true })),
  zeroCentered: onCritic(zeroCenteredGradientPenalty()),
  r2: onCritic(r2()),
  dragan: onCritic(dragan()),
  lipschitz: onCritic(lipschitz({ target: 0.1 })),
  contractive: (encoder) => contractive(encoder, batches()[0]),
  contractiveEstimate: (encoder) => contractiveEstimate(encoder, batches()[0], key, { probes: 2 }),
};

// One of them in a browser, where shaders take long to compile: `tests/penalties.test.ts` has them all on every backend.
const names = (
  typeof window === 'undefined' ? Object.keys(activations) : ['silu']
) as readonly (keyof typeof activations)[];

/** Fails unless the value, summed over examples, and its gradient by the variables are PyTorch's. */
async function expectAsInPyTorch(
  measure: () => Tensor,
  variables: Variable[],
  { value, gradient }: { value: number; gradient: number[] },
  relative: number,
): Promise<void> {
  const found = variableGrads(() => sum(measure()), variables);
  await expectAllClose(found.value, [value], { relative });
  // A variable that is left out counts as 0 and is compared.
  const parts = await Promise.all(
    variables.map(async ({ name, size }) => (await found.grads[name]?.data()) ?? new Float32Array(size)),
  );
  const scale = Math.max(...gradient.map(Math.abs));
  expect(scale).toBeGreaterThan(0);
  await expectAllClose(
    parts.flatMap((part) => [...part]),
    gradient,
    { relative, absolute: relative * scale },
  );
}

onEveryBackend(() => {
  describe('as in PyTorch', () => {
    it.each(names)('through %s', async (name) => {
      const activation = activations[name];
      const [kernel, bias, out] = golden.weights.map((values, i) =>
        tidy(() => variable(tensor(values, [[3, 4], [4], [4, 2]][i]!))),
      ) as [Variable, Variable, Variable];
      const encoder = (x: Tensor) => matMul(activation(add(matMul(x, kernel), bias)), out);
      for (const [penalty, measure] of Object.entries(penalties)) {
        const expected = golden.networks[name][penalty as keyof typeof penalties];
        // Second derivatives in float32; on a GPU by approximate exponentials.
        await expectAsInPyTorch(() => measure(encoder), [kernel, bias, out], expected, 1e-4);
      }
      for (const weight of [kernel, bias, out]) weight.dispose();
    });

    const { kernel, activations: between0And1, ...plain } = golden.plain;
    const measures: Record<keyof typeof plain, (x: Tensor) => Tensor> = {
      orthogonality: (x) => orthogonality([x]),
      orthogonalityOfAngles: (x) => orthogonality([x], { lengths: false }),
      l1Sparsity,
      klSparsity: (x) => klSparsity(x),
      klSparsityFromLogits: (x) => klSparsityFromLogits(x),
    };
    it.each(Object.entries(measures))('%s', async (name, measure) => {
      const values = name === 'klSparsity' ? between0And1 : kernel;
      const x = tidy(() => variable(tensor2d(values, [4, 3])));
      await expectAsInPyTorch(() => measure(x), [x], plain[name as keyof typeof plain], 1e-5);
      x.dispose();
    });
  });
});
