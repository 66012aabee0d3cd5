import { type State, StateMismatchError } from '@latentkit/nn';
import {
  clone,
  dispose,
  keep,
  mul,
  reshape,
  type Scalar,
  scalar,
  type Tensor,
  type Tensor2D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Covariance, Factors } from '../covariance/covariance.ts';
import type { HostMixture } from '../em/hostMixture.ts';

/** What a kernel density consists of: points, and the Gaussian that stands on each of them. */
export interface Kernel {
  /** `[n, d]` */
  readonly points: Tensor2D;
  readonly bandwidth: Scalar;
  /** The factors of the kernel's covariance, which is bandwidth² times that of the points. */
  readonly factors: Factors<Tensor>;
}

/** The kernel for points whose covariance is known; its tensors are kept. */
export function makeKernel(data: Tensor, { covariance, size, factors }: HostMixture, bandwidth: number): Kernel {
  const shapes = covariance.device.shapes(1, size);
  return keepAll(() => ({
    points: clone(reshape(data, [-1, size])) as Tensor2D,
    bandwidth: scalar(bandwidth),
    factors: {
      variances: mul(tensor(Float32Array.from(factors.variances), [...shapes.variances]), bandwidth ** 2),
      ...(shapes.coefficients && {
        coefficients: tensor(Float32Array.from(factors.coefficients!), [...shapes.coefficients]),
      }),
    },
  }));
}

/** A kernel as named tensors. */
export function kernelTensors({
  points,
  bandwidth,
  factors: { variances, coefficients },
}: Kernel): Record<string, Tensor> {
  return { points, bandwidth, variances, ...(coefficients && { coefficients }) };
}

/** The kernel of a state; its tensors are kept. @throws StateMismatchError where that is of something else */
export function restoreKernel({ kind, tensors, counters }: State, covariance: Covariance, size: number): Kernel {
  const fail = (message: string) => new StateMismatchError(`kernelDensity.restore: ${message} was expected.`);
  if (kind !== 'kernelDensity') throw fail(`the state is of a ${kind} but of a kernelDensity`);
  const count = tensors.points?.shape[0] ?? 0;
  const expected: Record<string, readonly number[]> = {
    points: [count, size],
    bandwidth: [],
    ...covariance.device.shapes(1, size),
  };
  for (const name of Object.keys(tensors))
    if (!(name in expected)) throw fail(`the state has a tensor ${name}, which not`);
  for (const [name, shape] of Object.entries(expected)) {
    const found = tensors[name];
    if (!found) throw fail(`the state has no tensor ${name}, which`);
    if (`${found.shape}` !== `${shape}` || found.rank !== shape.length || found.dtype !== 'float32') {
      throw fail(`${name} has shape [${found.shape}], ${found.dtype}, in the state but [${shape}], float32,`);
    }
  }
  const [counter] = Object.keys(counters);
  if (counter !== undefined) throw fail(`the state has a counter ${counter}, which not`);
  const { points, bandwidth, variances, coefficients } = tensors as Record<string, Tensor>;
  return keepAll(() => ({
    points: clone(points as Tensor2D),
    bandwidth: clone(bandwidth as Scalar),
    factors: { variances: clone(variances!), ...(coefficients && { coefficients: clone(coefficients) }) },
  }));
}

/** Frees a kernel's tensors. */
export function disposeKernel(kernel: Kernel): void {
  dispose(kernelTensors(kernel));
}

function keepAll(make: () => Kernel): Kernel {
  let kernel: Kernel | undefined;
  tidy(() => {
    kernel = make();
    for (const held of Object.values(kernelTensors(kernel))) keep(held);
  });
  return kernel!;
}
