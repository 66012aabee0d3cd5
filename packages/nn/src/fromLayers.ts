import { assertBatchOf, show, showShape } from '@latentkit/check';
import { type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import type { KerasEnd, KerasModel } from './kerasModel.ts';
import { outputRangeOf } from './kerasRange.ts';
import type { ShapedNetwork } from './network.ts';

/**
 * A Keras model of `@tensorflow/tfjs-layers` as a network. What is trainable in it are the variables, all else (moving
 * statistics, frozen layers) the buffers; it stays the model's, and so does disposing it.
 *
 * They are named by the position of their layer: `0/kernel`, `2/bias`. (Keras's own names count up over the whole
 * process and would not fit a checkpoint of another.)
 *
 * Keras initialises and drops out from its own seeds: give those, if a run is to be repeated.
 *
 * A decoder gives logits where the likelihood takes them, as `bernoulliLikelihood` does: its last layer has no
 * activation. One that ends in a sigmoid is refused by the model that is to train it.
 *
 * @param model of one input and one output, with a fixed shape but for the batch
 * @returns the network
 * @throws TypeError, RangeError for another model
 * @example
 * const { layers, sequential: keras } = await import('@tensorflow/tfjs-layers');
 * const model = keras({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
 * Object.keys(fromLayers(model).variables);  // ["0/kernel", "0/bias"]
 */
export function fromLayers(model: KerasModel): ShapedNetwork {
  if (typeof model?.apply !== 'function' || !Array.isArray(model.layers)) {
    throw new TypeError(`fromLayers: model is ${show(model)} but a LayersModel was expected.`);
  }
  const inputShape = shapeOf('input', model.inputs);
  // Where a Keras model says that it takes integers, as before an embedding, it may have them.
  const dtypes = [...new Set(['float32', model.inputs[0]!.dtype ?? 'float32'] as const)];
  const outputShape = shapeOf('output', model.outputs);
  const variables: Record<string, Variable> = {};
  const buffers: Record<string, Variable> = {};
  for (const [position, layer] of model.layers.entries()) {
    const trained = new Set(layer.trainableWeights);
    for (const weight of layer.weights) {
      const target = trained.has(weight) ? variables : buffers;
      // A `LayerVariable` reads as the tf.Variable it holds.
      target[freeName(`${position}/${leafOf(weight.originalName)}`, variables, buffers)] = weight.read() as Variable;
    }
  }
  return {
    inputShape,
    outputShape,
    variables,
    buffers,
    outputRange: () => outputRangeOf(model),
    apply(input, { training = false } = {}) {
      assertBatchOf('fromLayers', 'input', input, inputShape, dtypes);
      return tidy(() => model.apply(input, { training }) as Tensor);
    },
  };
}

function shapeOf(what: string, ends: readonly KerasEnd[] | undefined): number[] {
  const [end, ...more] = ends ?? [];
  if (!end) throw new RangeError(`fromLayers: model has no ${what} yet: give its first layer an inputShape.`);
  if (more.length > 0) throw new RangeError(`fromLayers: model has ${more.length + 1} ${what}s but one was expected.`);
  const shape = end.shape.slice(1);
  if (shape.some((size) => size === null)) {
    throw new RangeError(
      `fromLayers: model has the ${what} shape ${showShape(shape.map(String))} but one without null was expected.`,
    );
  }
  return shape as number[];
}

/** `dense_Dense1/kernel` -> `kernel`. */
function leafOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Layers inside layers may use a name twice: the second one is `0/kernel_1`. */
function freeName(name: string, ...taken: readonly object[]): string {
  let free = name;
  for (let i = 1; taken.some((names) => Object.hasOwn(names, free)); i++) free = `${name}_${i}`;
  return free;
}
