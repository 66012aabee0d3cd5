import { assertFunction, assertMethods, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { assertNetworks, type Layer, type Network, type NetworkDemand, type Shape, sequential } from '@latentkit/nn';
import { foldIn, type Key } from '@latentkit/random';

/** A network that the model builds: only it knows how many numbers must come out, and has the seed. */
export type NetworkRecipe = (outputShape: Shape) => Layer;

/** The two networks of an auto-encoder, as networks or as recipes, and their default likelihood. */
export interface AutoencoderArchitecture {
  /** From examples to what the bottleneck takes. */
  readonly encoder: Network | NetworkRecipe;
  /** From latents to the parameters of the likelihood, such as logits. */
  readonly decoder: Network | NetworkRecipe;
  /** The likelihood unless the model is given another. */
  readonly likelihood?: Family;
}

/** What is needed of one network, and what there is of it. */
export interface NetworkPlan extends Omit<NetworkDemand, 'network'> {
  readonly part: Network | NetworkRecipe;
  /** Its initial weights come from `foldIn(key, purpose)`. Default its position among the plans. */
  readonly purpose?: number;
}

/**
 * Builds the networks of a model. Each recipe gets a key of its own; a network that is there already is taken as it is, and
 * becomes the model's.
 *
 * @param caller the function whose errors these are
 * @param plans by the names of the networks
 * @param key network `i` gets `foldIn(key, i)`, unless its plan has a purpose of its own
 * @returns the networks by the same names
 * @throws TypeError, RangeError as `assertNetworks`; what was built is freed then
 * @example
 * const recipe = (outputShape: Shape) => perceptron([8], outputShape);
 * const { encoder } = buildNetworks('mine', { encoder: { part: recipe, inputShape: [3], outputShape: [2] } }, key(1));
 * encoder.apply(zeros([4, 3])).shape; // [4, 2]
 */
export function buildNetworks<K extends string>(
  caller: string,
  plans: Readonly<Record<K, NetworkPlan>>,
  key: Key,
): Record<K, Network> {
  const built: Network[] = [];
  const networks: Record<string, Network> = {};
  try {
    for (const [i, [name, { part, purpose = i, inputShape, outputShape }]] of Object.entries<NetworkPlan>(
      plans,
    ).entries()) {
      if (typeof part !== 'function') {
        networks[name] = part;
        continue;
      }
      const layer = part(outputShape);
      assertFunction(caller, `architecture.${name}()`, layer, 'a layer');
      networks[name] = sequential([layer], { inputShape, key: foldIn(key, purpose) });
      built.push(networks[name]);
    }
    assertNetworks(
      caller,
      Object.fromEntries(
        Object.entries<NetworkPlan>(plans).map(([name, { part: _, purpose: __, ...demand }]) => [
          name,
          { ...demand, network: networks[name]! },
        ]),
      ),
    );
  } catch (error) {
    for (const { variables, buffers } of built) {
      for (const value of Object.values({ ...variables, ...buffers })) value.dispose();
    }
    throw error;
  }
  return networks as Record<K, Network>;
}

/**
 * Refuses what is no architecture, before any network is built.
 *
 * @param caller the function whose errors these are
 * @param architecture networks or recipes by name, and perhaps a `likelihood`
 * @param names of the networks. Default `encoder` and `decoder`
 * @throws TypeError unless each is a network or a recipe
 * @example
 * assertArchitecture('mine', mlp());
 */
export function assertArchitecture(
  caller: string,
  architecture: unknown,
  names: readonly string[] = ['encoder', 'decoder'],
): void {
  checkOptions(caller, architecture as Readonly<Record<string, unknown>>, [...names, 'likelihood'], 'architecture');
  for (const name of names) {
    const part = (architecture as Readonly<Record<string, unknown>>)[name];
    if (typeof part !== 'function') assertMethods(caller, `architecture.${name}`, part, ['apply']);
  }
}
