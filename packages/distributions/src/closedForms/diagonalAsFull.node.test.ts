import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { exp, expandDims, eye, mul, type Tensor2D, type Tensor3D, tensor2d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import {
  type DiagonalGaussian,
  diagonalGaussianBhattacharyya,
  diagonalGaussianJeffreys,
  diagonalGaussianKl,
  diagonalGaussianSquaredHellinger,
  diagonalGaussianSquaredWasserstein,
  type FullGaussian,
  fullGaussianBhattacharyya,
  fullGaussianJeffreys,
  fullGaussianKl,
  fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein,
} from './byParameters.test-util.ts';

const pairs = [
  ['fullGaussianKl', fullGaussianKl, diagonalGaussianKl],
  ['fullGaussianJeffreys', fullGaussianJeffreys, diagonalGaussianJeffreys],
  ['fullGaussianBhattacharyya', fullGaussianBhattacharyya, diagonalGaussianBhattacharyya],
  ['fullGaussianSquaredHellinger', fullGaussianSquaredHellinger, diagonalGaussianSquaredHellinger],
  ['fullGaussianSquaredWasserstein', fullGaussianSquaredWasserstein, diagonalGaussianSquaredWasserstein],
] as const;

const [batch, size] = [3, 4];
const numbers = (length: number, phase: number) =>
  Array.from({ length }, (_, i) => Math.fround(Math.sin(phase + 1.7 * i)));
const diagonal = (phase: number): DiagonalGaussian => ({
  mean: tensor2d(numbers(batch * size, phase), [batch, size]),
  logVariance: tensor2d(numbers(batch * size, phase + 0.5), [batch, size]),
});
const asFull = ({ mean, logVariance }: DiagonalGaussian): FullGaussian => ({
  mean: mean as Tensor2D,
  factor: mul(eye(size), expandDims(exp(mul(logVariance, 0.5)), 2)) as Tensor3D,
});

onEveryBackend(() => {
  it.each(pairs)('%s is that of diagonal covariances where they are', async (_, divergence, ofDiagonals) => {
    const [p, q] = [diagonal(1), diagonal(2)];
    await expectAllClose(divergence(asFull(p), asFull(q)), ofDiagonals(p, q), { relative: 3e-6, absolute: 0 });
  });
});
