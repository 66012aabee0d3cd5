import { batchNorm, chain, dense, dropout, flatten, type Layer, relu, reshape, type Shape } from '@latentkit/nn';

/**
 * A recipe for a small network that does something else while training: it normalises by the batch, and drops values. A
 * suite that is given it finds a method that trains when it should not.
 */
export function dropoutAndBatchNorm(outputShape: Shape): Layer {
  const size = outputShape.reduce((product, extent) => product * extent, 1);
  return chain([flatten, dense(8), batchNorm(), relu, dropout(0.5), dense(size), reshape(outputShape)]);
}
