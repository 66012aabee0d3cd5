import { assertBackend, assertBatchOf, assertKey, assertShape, checkOptions, show } from '@latentkit/check';
import { foldIn, type Key } from '@latentkit/random';
import { clone, tidy } from '@tensorflow/tfjs-core';
import type { ApplyOptions, Layer, OutputRange, Shape, ShapedNetwork } from '../network.ts';
import { joinParts, partOptions } from './parts.ts';
import { assertValues } from './values.ts';

/** What a stack of layers starts from. */
export interface SequentialOptions {
  /** The shape of one input, without the batch. */
  readonly inputShape: Shape;
  /** Where the initial weights come from: layer `i` gets `foldIn(key, i)`. */
  readonly key: Key;
}

/**
 * A network of layers, one after the other. Variables are named by position: `0/kernel`, `2/bias`.
 *
 * Where `apply` is given a key, layer `i` gets `foldIn(key, i)`; where it is given values, each layer gets its own.
 *
 * @param layers from input to output
 * @param options the shape of one input and the key of the initial weights
 * @returns a network that owns the variables of its layers
 * @throws TypeError, RangeError if a layer does not fit the one before it; nothing is left behind then
 * @example
 * const network = sequential([flatten, dense(400), relu, dense(10)], { inputShape: [28, 28, 1], key: key(1) });
 * network.outputShape;  // [10]
 */
export function sequential(layers: readonly Layer[], options: SequentialOptions): ShapedNetwork {
  assertLayers('sequential', layers);
  const { inputShape, key } = checkOptions('sequential', options, ['inputShape', 'key']);
  assertShape('sequential', 'inputShape', inputShape);
  assertKey('sequential', key);
  assertBackend('sequential');
  const networks: ShapedNetwork[] = [];
  const outputOf = () => networks.at(-1)?.outputShape ?? inputShape;
  let joined: ReturnType<typeof joinParts>;
  try {
    for (const [i, layer] of layers.entries()) networks.push(layer(outputOf(), foldIn(key, i)));
    joined = joinParts(
      'sequential',
      networks.map((network, i) => [String(i), network]),
    );
  } catch (error) {
    for (const { variables, buffers } of networks) {
      for (const value of Object.values({ ...variables, ...buffers })) value.dispose();
    }
    throw error;
  }
  const { variables, buffers, contextSizes, optionalContextSizes } = joined;
  const outputShape = outputOf();
  return {
    inputShape,
    outputShape,
    variables,
    buffers,
    contextSizes,
    optionalContextSizes,
    outputRange: (input) => networks.reduce<OutputRange | undefined>((range, part) => part.outputRange?.(range), input),
    apply(input, options: ApplyOptions = {}) {
      // An embedding takes integers; every other first layer refuses them.
      assertBatchOf('sequential', 'input', input, inputShape, ['float32', 'int32']);
      assertValues('sequential', variables, options.values);
      return tidy(() => {
        let value = input;
        for (let i = 0; i < networks.length; i++) {
          const [network, next] = [networks[i]!, networks[i + 1]];
          if (network.applyThen && next?.activation) {
            value = network.applyThen(value, next.activation, partOptions(options, String(i), i));
            i++;
          } else {
            value = network.apply(value, partOptions(options, String(i), i));
          }
        }
        return value === input ? clone(input) : value;
      });
    },
  };
}

/** @throws TypeError unless an array of layers */
export function assertLayers(caller: string, layers: unknown): void {
  if (Array.isArray(layers) && [...layers].every((layer) => typeof layer === 'function')) return;
  throw new TypeError(
    `${caller}: layers is ${show(layers)} but an array of layers was expected, such as [flatten, dense(10), relu].`,
  );
}
