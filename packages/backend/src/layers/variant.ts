import type { LayersModel, layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

/** The types of layers, and what else stands in their namespace. */
export type LayerType = keyof typeof layers;

/** What plain tfjs does, where that is not to train the layer as it should be. */
export type Fault = 'throws' | 'wrong' | 'depends on what was in memory';

/** A layer with some options, for a model small enough to be trained at once. */
export interface Variant {
  /** What tells it apart from the others of its type. */
  readonly name: string;
  /** The shape of each input, without the batch. */
  readonly inputs: readonly (readonly number[])[];
  /** Made anew for each model. */
  readonly layer: () => unknown;
  /** Whether something trainable comes before it, which needs its gradient, or it is the first, or prepares the data. Default 'inside'. */
  readonly place?: 'inside' | 'first' | 'before the model';
  /** Its input is whole numbers from 0 to below this. */
  readonly classes?: number;
  /** What comes after it. Default `flatten`, where that is needed. */
  readonly after?: (output: SymbolicTensor) => SymbolicTensor;
  /** The model itself, where the layer cannot be applied to a tensor. */
  readonly model?: () => LayersModel;
  /** Where plain tfjs does not train it, or gets its gradient wrong. */
  readonly plain?: { readonly cpu?: Fault; readonly wasm?: Fault };
}

/** A variant with one input. */
export function on(
  input: readonly number[],
  name: string,
  layer: () => unknown,
  options: Partial<Variant> = {},
): Variant {
  return { name, inputs: [input], layer, ...options };
}
