import {
  add,
  conv2d,
  conv2dTranspose,
  fused,
  mean,
  mul,
  rsqrt,
  square,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  type Variable,
} from '@tensorflow/tfjs-core';

/** A dense layer, as tfjs-layers computes it. */
export function dense(x: Tensor, kernel: Variable, bias: Variable): Tensor2D {
  return fused.matMul({ a: x as Tensor2D, b: kernel as Tensor as Tensor2D, bias }) as Tensor2D;
}

/** Dense layers with an activation between them; `weights` has a kernel and a bias of each. */
export function perceptron(x: Tensor, weights: readonly Variable[], activation: (x: Tensor) => Tensor): Tensor2D {
  let y = dense(x, weights[0]!, weights[1]!);
  for (let i = 2; i < weights.length; i += 2) y = dense(activation(y), weights[i]!, weights[i + 1]!);
  return y;
}

/** A convolution of stride 2, which halves height and width. */
export function convDown(x: Tensor, kernel: Variable, bias: Variable): Tensor4D {
  return add(conv2d(x as Tensor4D, kernel as Tensor as Tensor4D, 2, 'same'), bias);
}

/** A transposed convolution of stride 2, which doubles height and width. */
export function convUp(x: Tensor, kernel: Variable, bias: Variable): Tensor4D {
  const [batch, height, width] = x.shape as [number, number, number];
  const shape: [number, number, number, number] = [batch, 2 * height, 2 * width, kernel.shape[2]!];
  return add(conv2dTranspose(x as Tensor4D, kernel as Tensor as Tensor4D, shape, 2, 'same'), bias);
}

/** Batch norm per channel while training, by the batch's moments; the moving ones are not followed, in its favour. */
export function batchNorm(x: Tensor, scale: Variable, offset: Variable): Tensor {
  const axes = x.shape.slice(1).map((_, axis) => axis);
  const centred = sub(x, mean(x, axes));
  const variance = mean(square(centred), axes);
  return add(mul(centred, mul(scale, rsqrt(add(variance, 1e-5)))), offset);
}
