import { assertBatchOf, assertCategories, readableValues } from '@latentkit/check';
import type { Autoencoder, BottleneckRecipe } from '@latentkit/model';
import type { Context, Shape } from '@latentkit/nn';
import { cast, gather, reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { nearest } from './quantize.ts';

/** An auto-encoder of latents from a codebook, with their indices there in the place of the latents. */
export interface CodebookIndices {
  /** The shape of the indices of one example: that of its latents without the last axis. */
  readonly shape: Shape;
  /** How many entries the codebook has. */
  readonly categories: number;
  /** `[batch, ...shape of an example]` to the indices of its latents, int32, `[batch, ...shape]`. */
  encode(data: Tensor, context?: Context): Tensor;
  /** Indices `[batch, ...shape]`, int32 or whole float32 numbers, to the likelihood's mean. On a GPU one out of range is not seen. */
  decode(indices: Tensor, context?: Context): Tensor;
}

/** Builds a model of a bottleneck with a codebook, and puts `indices` beside its methods. */
export function withIndices<K extends string, M extends Pick<Autoencoder<K>, 'encode' | 'decode'>>(
  kind: string,
  {
    shape,
    latentShape,
    codebookSize,
  }: { readonly shape: Shape; readonly latentShape: Shape; readonly codebookSize: number },
  recipe: BottleneckRecipe<K>,
  build: (recipe: BottleneckRecipe<K>) => M,
): M & { readonly indices: CodebookIndices } {
  let codebook: Tensor | undefined;
  const model = build((inputs) => {
    const bottleneck = recipe(inputs);
    codebook = bottleneck.variables?.codebook ?? bottleneck.buffers?.codebook;
    return bottleneck;
  });
  const places = latentShape.slice(0, -1);
  const indices: CodebookIndices = {
    shape: places,
    categories: codebookSize,
    encode(data, context) {
      assertBatchOf(`${kind}.indices.encode`, 'data', data, shape);
      return tidy(() => reshape(nearest(model.encode(data, context), codebook!), [data.shape[0]!, ...places]));
    },
    decode(given, context) {
      const caller = `${kind}.indices.decode`;
      if (codebook!.isDisposed) throw new Error(`${caller}: the model has been disposed.`);
      assertBatchOf(caller, 'indices', given, places, ['int32', 'float32']);
      assertCategories(caller, 'indices', readableValues(given) ?? [], codebookSize);
      return tidy(() => {
        const entries = gather(codebook!, cast(reshape(given, [-1]), 'int32') as Tensor1D);
        return model.decode(reshape(entries, [given.shape[0]!, ...latentShape]), context);
      });
    },
  };
  return Object.assign(model, { indices });
}
