import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Variant } from './variant.ts';

/** What one step of training gives: the loss before it, and the weights after. Or what was thrown. */
export type Outcome = { readonly numbers: readonly number[] } | { readonly error: string };

type Layer = ReturnType<typeof layers.dense>;

const batch = 3;

/** Numbers in ±0.6, all different, the same everywhere. */
function numbers(shape: readonly number[], seed: number): Float32Array {
  return Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => {
    return 1.2 * (((i + 1) * 0.6180339887 + seed * 0.3247179572) % 1) - 0.6;
  });
}

/** Trains a layer, in a small model with fixed weights, for one step on the active backend. */
export async function train(variant: Variant): Promise<Outcome> {
  const { random } = Math;
  const scopes = tf.engine().state.scopeStack.length;
  Math.random = () => 0.3;
  try {
    const data = variant.inputs.map((shape, i) => {
      const values = numbers([batch, ...shape], i + 7);
      const { classes } = variant;
      return tf.tensor(classes ? values.map((x) => Math.floor(((x + 0.6) / 1.2) * classes)) : values, [
        batch,
        ...shape,
      ]);
    });
    const prepared =
      variant.place === 'before the model' ? data.map((x) => (variant.layer() as Layer).apply(x) as tf.Tensor) : data;
    const model =
      variant.model?.() ??
      build(
        variant,
        prepared.map(({ shape }) => shape.slice(1)),
      );
    const weights = model.weights.map(({ shape, originalName }, i) => {
      const values = numbers(shape as number[], i + 1);
      return tf.tensor(originalName.includes('variance') ? values.map(Math.abs) : values, shape as number[]);
    });
    model.setWeights(weights);
    model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
    const target = tf.tensor(numbers([batch, 2], 0), [batch, 2]);
    const loss = (await model.trainOnBatch(prepared.length === 1 ? prepared[0]! : prepared, target)) as number;
    const after = await Promise.all(model.getWeights().map((weight) => weight.data()));
    return { numbers: [loss, ...after.flatMap((values) => [...values])] };
  } catch (error) {
    // What tfjs leaves open when something throws while it differentiates.
    while (tf.engine().state.scopeStack.length > scopes) tf.engine().endScope();
    return { error: (error as Error).message };
  } finally {
    Math.random = random;
  }
}

function build({ place = 'inside', classes, layer, after }: Variant, shapes: readonly number[][]): LayersModel {
  const ends = shapes.map((shape) => layers.input({ shape }));
  const inside = place === 'inside' && classes === undefined;
  const given = inside ? ends.map((end, i) => apply(layers.dense({ units: shapes[i]!.at(-1)! }), end)) : ends;
  let output = place === 'before the model' ? given[0]! : apply(layer(), given.length === 1 ? given[0]! : given);
  if (after) output = after(output);
  if (output.shape.length > 2) output = apply(layers.flatten(), output);
  return modelOf({ inputs: ends, outputs: apply(layers.dense({ units: 2 }), output) });
}

function apply(layer: unknown, input: SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  return (layer as Layer).apply(input) as SymbolicTensor;
}
