import { stopGradient } from '@latentkit/shared';
import {
  add,
  argMin,
  cast,
  exp,
  greater,
  log,
  matMul,
  mean,
  mul,
  neg,
  oneHot,
  reshape,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  where,
} from '@tensorflow/tfjs-core';

/** Vectors, each replaced by an entry of a codebook. */
export interface Quantized {
  /** The entries, in the shape of the output; gradients reach the codebook, and not the output. */
  readonly quantized: Tensor;
  /** 1 at the entry of each vector, `[vectors, codebookSize]`. */
  readonly chosen: Tensor2D;
}

/** The index of the nearest entry of each vector, along the last axis: `[vectors]`, int32. */
export function nearest(output: Tensor, codebook: Tensor): Tensor1D {
  const entries = codebook as Tensor2D;
  const vectors = reshape(output, [-1, entries.shape[1]]) as Tensor2D;
  return argMin(sub(sum(square(entries), 1), matMul(add(vectors, vectors), entries, false, true)), 1);
}

/** The nearest entry of each vector. A product in place of a look-up: its gradient is the faster one. */
export function quantize(output: Tensor, codebook: Tensor): Quantized {
  const entries = codebook as Tensor2D;
  const chosen = cast(oneHot(nearest(output, codebook) as never, entries.shape[0]), 'float32') as Tensor2D;
  return { quantized: reshape(matMul(chosen, entries), output.shape), chosen };
}

/** The entries going forwards, the output going backwards, as if nothing had been replaced. */
export function straightThrough(output: Tensor, quantized: Tensor): Tensor {
  return add(output, stopGradient(sub(quantized, output)));
}

/** How many entries are used as it were, from 1 to all of them: `exp(−Σ p ln p)`, p the share of the vectors of each entry. */
export function perplexity(chosen: Tensor2D): Scalar {
  const shares = mean(stopGradient(chosen), 0);
  return exp<Scalar>(neg<Scalar>(sum<Scalar>(mul(shares, log(where(greater(shares, 0), shares, 1))))));
}
