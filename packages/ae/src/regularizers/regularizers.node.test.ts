import { squaredErrorLikelihood } from '@latentkit/distributions';
import { chain, dense, type Layer, tanh } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import {
  add,
  matMul,
  mean,
  mul,
  sigmoid as sigmoidOf,
  type Tensor,
  tanh as tanhOf,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import golden from '../golden.json';
import { ae, contraction, decoderGradient, decoderNorm, latentNorm, type Regularizer } from '../index.ts';

const { contraction: contracted, decoderGradient: smoothed } = golden;
const size = [3, 2] as const;
const evenly = (layer: Layer) => () => layer;
const architecture = { encoder: evenly(chain([dense(2), tanh])), decoder: evenly(dense(3)) };
const options = { shape: [3], latentSize: 2, seed: 1, likelihood: squaredErrorLikelihood };

/** What a regulariser is given by plain functions in place of networks. */
const passOf = (pass: Partial<Parameters<Regularizer['term']>[0]>) =>
  ({ step: 0, key: key(3), ...pass }) as Parameters<Regularizer['term']>[0];

onEveryBackend(() => {
  it('contraction is the norm of the explicit Jacobian of PyTorch, with the gradient of float64', async () => {
    const { term } = contraction({ weight: 0.1 });
    const [x, bias] = [tensor2d(contracted.x, [4, 3]), tensor2d(contracted.bias, [1, 2])];
    const value = (kernel: Tensor) =>
      mean(term(passOf({ data: x, encode: (data) => tanhOf(add(matMul(data, kernel as never), bias)) })));
    await expectAllClose(value(tensor2d(contracted.kernel, [...size])), [contracted.value], { relative: 1e-5 });
    await expectGradients({
      value: (kernel) => value(kernel!),
      reference: (kernel) => jacobianNorm(kernel!),
      inputs: [{ shape: [...size], values: contracted.kernel }],
      // As for every second-order gradient.
      tolerance: { relative: 5e-3, absolute: 1e-5 },
    });
  });

  it('contraction of a model is that of its encoder, whose numbers are in its state', async () => {
    const regularizers = { exact: contraction({ weight: 1 }), estimate: contraction({ weight: 1, probes: 256 }) };
    const model = ae(architecture, { ...options, regularizers });
    const x = tensor2d(contracted.x, [4, 3]);
    const kernel = model.state().tensors['encoder/0/0/kernel'] as Tensor;
    const latents = Array.from(await model.encode(x).data());
    const weights = Array.from(await kernel.data());
    const expected = [0, 1, 2, 3].map((i) =>
      [0, 1].reduce((sum, j) => {
        const column = [0, 1, 2].reduce((total, k) => total + weights[2 * k + j]! ** 2, 0);
        return sum + (1 - latents[2 * i + j]! ** 2) ** 2 * column;
      }, 0),
    );
    const { exact, estimate } = model.evaluate(x, { perExample: true });
    await expectAllClose(exact, expected, { relative: 1e-5 });
    // The products of two rows of the Jacobian by signs: at most their norms, over the root of 256, five times.
    await expectAllClose(estimate, expected, { absolute: (5 * Math.max(...expected)) / 16 });
  });

  it('latentNorm is half the squared norm of the latents, decoderNorm that of all that is trained of the decoder', async () => {
    const regularizers = { latents: latentNorm({ weight: 1 }), weights: decoderNorm({ weight: 1 }) };
    const model = ae(architecture, { ...options, regularizers });
    const x = tensor2d(contracted.x, [4, 3]);
    const { latents, weights } = model.evaluate(x);
    const squares = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value ** 2, 0);
    await expectAllClose(latents, [squares(await model.encode(x).data()) / 2 / 4], { relative: 1e-5 });
    let expected = 0;
    const entries = Object.entries(model.state().tensors).filter(([name]) => name.startsWith('decoder/'));
    for (const [, tensor] of entries) expected += squares(await (tensor as Tensor).data());
    expect(entries.length).toBe(2);
    await expectAllClose(weights, [expected], { relative: 1e-5 });
  });

  it("decoderGradient is half the norm of PyTorch's Jacobian, on average over directions", async () => {
    const kernel = tensor2d(smoothed.kernel, [2, 3]);
    const decode = (z: Tensor) => mul(sigmoidOf(matMul(z as never, kernel)), 3);
    const { term } = decoderGradient({ weight: 1, probes: 256 });
    const value = mean(term(passOf({ latents: tensor2d(smoothed.latents, [4, 2]), decode })));
    // The estimate of one direction is off by no more than its value: five standard errors of 4 · 256.
    await expectAllClose(value, [smoothed.value], { relative: 5 / 32 });
  });

  it('decoderGradient is exact where the rows of the Jacobian are at right angles', async () => {
    const scaled: Layer = dense(2, { kernelInitializer: (_, shape) => diagonal(shape) as never });
    const model = ae(
      { encoder: evenly(dense(2)), decoder: evenly(scaled) },
      { ...options, shape: [2], regularizers: { slope: decoderGradient({ weight: 1 }) } },
    );
    await expectAllClose(model.evaluate(tensor2d([[1, 2]])).slope, [(9 + 4) / 2], { relative: 1e-5 });
  });

  it('refuses weights and probes out of range', () => {
    for (const [name, make] of Object.entries({ contraction, latentNorm, decoderNorm, decoderGradient })) {
      expect(() => make({ weight: -1 })).toThrow(`${name}: weight is -1`);
      if (name === 'contraction' || name === 'decoderGradient')
        expect(() => make({ weight: 1, probes: 0 } as never)).toThrow(`${name}: probes is 0`);
    }
  });
});

/** The mean of ‖J‖² of tanh(x W + b), in float64. */
function jacobianNorm(kernel: Float64Array): number {
  let total = 0;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 2; j++) {
      let [sum, column] = [contracted.bias[j]!, 0];
      for (let k = 0; k < 3; k++) {
        sum += contracted.x[3 * i + k]! * kernel[2 * k + j]!;
        column += kernel[2 * k + j]! ** 2;
      }
      total += (1 - Math.tanh(sum) ** 2) ** 2 * column;
    }
  }
  return total / 4;
}

function diagonal(shape: readonly number[]): Tensor {
  return tensor2d([3, 0, 0, 2], shape as [number, number]);
}
