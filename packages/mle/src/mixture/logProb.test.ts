import { expectAllClose, expectGradients, onEveryBackend } from '@latentkit/testing';
import { exp, ones, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { type Covariance, diagonal, full, gaussianMixture, spherical, tied } from '../index.ts';
import { mixtureLogProb } from './logProb.ts';

const [K, n, d] = [2, 3, 3];

/** The formula once more, in plain numbers. */
function reference(
  covariance: Covariance,
  points: Float64Array,
  logits: Float64Array,
  means: Float64Array,
  logVariances: Float64Array,
  coefficients: Float64Array,
): number {
  const [matrices, features] = covariance.device.shapes(K, d).variances as [number, number];
  const normaliser = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  let total = 0;
  for (let i = 0; i < n; i++) {
    let density = 0;
    for (let k = 0; k < K; k++) {
      const matrix = matrices === 1 ? 0 : k;
      let log = logits[k]! - normaliser;
      const difference = Array.from({ length: d }, (_, j) => points[i * d + j]! - means[k * d + j]!);
      for (let j = 0; j < d; j++) {
        let residual = difference[j]!;
        for (let l = 0; l < j; l++) residual -= (coefficients[(matrix * d + j) * d + l] ?? 0) * difference[l]!;
        const logVariance = logVariances[matrix * features + (features === 1 ? 0 : j)]!;
        log -= 0.5 * (residual ** 2 / Math.exp(logVariance) + logVariance + Math.log(2 * Math.PI));
      }
      density += Math.exp(log);
    }
    total += Math.log(density);
  }
  return total;
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
/** Some numbers between -1 and 1. */
const some = (length: number, phase: number) => Float64Array.from({ length }, (_, i) => Math.sin(7 * i + phase));

onEveryBackend((backend) => {
  it.each([spherical, diagonal, tied, full])('its gradients are those of float64: $name', async (covariance) => {
    const { variances, coefficients } = covariance.device.shapes(K, d);
    const shapes = [[n, d], [K], [K, d], variances, ...(coefficients ? [coefficients] : [])];
    await expectGradients({
      value: (points, logits, means, logVariances, b) =>
        mixtureLogProb(
          points as Tensor2D,
          {
            logits: logits as Tensor1D,
            means: means as Tensor2D,
            factors: { variances: exp(logVariances as Tensor), ...(b && { coefficients: b }) },
          },
          covariance,
        ),
      reference: (points, logits, means, logVariances, b = new Float64Array(0)) =>
        reference(covariance, points!, logits!, means!, logVariances!, b),
      inputs: shapes.map((shape, i) => ({ shape, values: some(product(shape), i) })),
      // Sums of a few dozen float32 numbers of about 1.
      tolerance: { relative: 2e-5, absolute: 2e-5 },
    });
  });

  it.runIf(backend === 'wasm')('is the same whether points are taken at once or in blocks', async () => {
    const size = 600;
    const model = gaussianMixture({ shape: [size], components: 2, covariance: diagonal, seed: 1 });
    // 2 × 600 × 1,800 numbers are more than a block holds.
    const points = ones([1800, size]) as Tensor2D;
    model.step(ones([1, size]));
    const one = await model.logProb(ones([1, size])).data();
    await expectAllClose(model.logProb(points), new Float32Array(1800).fill(one[0]!), { relative: 1e-6 });
    model.dispose();
  });
});
