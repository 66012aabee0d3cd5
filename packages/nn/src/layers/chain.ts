import type { Layer } from '../network.ts';
import { assertLayers, sequential } from './sequential.ts';

/**
 * Layers one after the other as one layer, to be used again or inside another stack. Its variables are named by position.
 *
 * @param layers from input to output
 * @returns a layer
 * @throws TypeError unless `layers` are layers
 * @example
 * const block = (units: number) => chain([dense(units), relu]);
 * const network = sequential([block(8), block(4)], { inputShape: [2], key: key(1) });
 * Object.keys(network.variables);  // ["0/0/kernel", "0/0/bias", "1/0/kernel", "1/0/bias"]
 */
export function chain(layers: readonly Layer[]): Layer {
  assertLayers('chain', layers);
  return (inputShape, key) => sequential(layers, { inputShape, key });
}
