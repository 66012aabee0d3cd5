import type { KerasLayer, KerasModel } from './kerasModel.ts';
import type { OutputRange } from './network.ts';

/** What the activations of Keras that confine their output give, by class. */
const ranges: Readonly<Record<string, readonly [minimum: number, maximum: number]>> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
  relu: [0, Number.POSITIVE_INFINITY],
  relu6: [0, 6],
  softplus: [0, Number.POSITIVE_INFINITY],
};

/** Layers that give what they are given, in another order or shape. */
const rearranging = ['Reshape', 'Flatten', 'Permute', 'Dropout'];

/** What confines the output of a Keras model, as far as its last layer says. */
export function outputRangeOf({ layers }: Pick<KerasModel, 'layers'>): OutputRange | undefined {
  const last = layers.findLast((layer) => !rearranging.includes(layer.getClassName?.()));
  if (!last) return undefined;
  if ('layers' in last) return outputRangeOf(last as unknown as KerasModel);
  const layer = activationOf(last);
  const range = ranges[layer];
  return range && { minimum: range[0], maximum: range[1], layer };
}

function activationOf(layer: KerasLayer): string {
  const { activation } = layer as { activation?: { getClassName?(): string } };
  const name = activation?.getClassName?.() ?? layer.getClassName?.() ?? '';
  // `layers.softmax()` and `layers.reLU()` are activations by being layers of these classes.
  return ({ Softmax: 'softmax', ReLU: 'relu' } as Record<string, string>)[name] ?? name;
}
