import { assertBackend, sameShape, show, showShape } from '@latentkit/check';
import { type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { assertStateful } from './assertVariables.ts';
import type { Network, OutputRange, Shape, ShapedNetwork } from './network.ts';

/** What a model needs of one of its networks. */
export interface NetworkDemand {
  /** The network that was given. */
  readonly network: Network;
  /** The shape of one input, without the batch. */
  readonly inputShape: Shape;
  /** The shape of one output, without the batch. */
  readonly outputShape: Shape;
  /** Where the output's shape comes from, as the end of an error: `two numbers for each of 20 latents`. */
  readonly because?: string;
  /** Why its output must be free to be any number, as the middle of an error: `bernoulliLikelihood takes logits`. */
  readonly unbounded?: string | undefined;
  /** What speaks against a network of that shape, as the end of an error; nothing where it will do. */
  readonly objection?: (network: Network) => string | undefined;
}

/**
 * Refuses networks that a model cannot be built of: what is no network, such as a Keras model by itself, networks that have
 * been disposed or that share a variable, networks of other shapes, one that ends in a sigmoid where its output must be
 * free, and what the model objects to. One that does not know its shapes is run on one example of zeros.
 *
 * @param caller the function whose errors these are
 * @param demands the networks by the names of their arguments, and what is needed of them
 * @throws TypeError, RangeError naming the network
 * @example
 * const encoder = sequential([dense(4)], { inputShape: [3], key: key(1) });
 * assertNetworks('mine', { encoder: { network: encoder, inputShape: [3], outputShape: [4] } });
 */
export function assertNetworks(caller: string, demands: Readonly<Record<string, NetworkDemand>>): void {
  const owners = new Map<unknown, string>();
  for (const [argument, { network }] of Object.entries(demands)) {
    assertNetwork(caller, argument, network);
    for (const [name, variable] of Object.entries(network.variables)) {
      const owner = owners.get(variable);
      if (owner !== undefined) {
        throw new RangeError(
          `${caller}: ${argument} has the variable ${name}, which is also ${owner}, but variables of its own were expected.`,
        );
      }
      owners.set(variable, `${name} of ${argument}`);
    }
  }
  for (const [argument, demand] of Object.entries(demands)) {
    assertShapes(caller, argument, demand);
    assertUnbounded(caller, argument, demand);
    const objection = demand.objection?.(demand.network);
    if (objection !== undefined) throw new RangeError(`${caller}: ${argument} ${objection}`);
  }
}

/** @throws TypeError unless a network whose variables have not been disposed */
function assertNetwork(caller: string, argument: string, value: unknown): asserts value is Network {
  const { apply, variables, layers } = Object(value) as Record<string, unknown>;
  if (Array.isArray(layers) && typeof apply === 'function') {
    throw new TypeError(
      `${caller}: ${argument} is a Keras model but a network was expected: wrap it, fromLayers(model) of @latentkit/nn.`,
    );
  }
  if (typeof apply !== 'function' || typeof variables !== 'object' || variables === null) {
    throw new TypeError(
      `${caller}: ${argument} is ${show(value)} but a network was expected, such as sequential(layers, options) makes.`,
    );
  }
  assertStateful(caller, argument, value);
}

/**
 * What confines the output of a network: the activation it ends in, through layers that only move numbers about.
 *
 * @param network any
 * @returns the least and the greatest number it can give, and the layer; `undefined` where nothing is known to confine it
 * @example
 * const network = sequential([dense(2), sigmoid], { inputShape: [3], key: key(1) });
 * outputRangeOf(network)?.maximum;  // 1
 */
export function outputRangeOf(network: Network): OutputRange | undefined {
  return (network as Partial<ShapedNetwork>).outputRange?.();
}

function assertUnbounded(caller: string, argument: string, { network, unbounded }: NetworkDemand): void {
  const range = outputRangeOf(network);
  if (unbounded === undefined || !range) return;
  const { minimum, maximum, layer } = range;
  throw new RangeError(
    `${caller}: ${argument} ends in ${layer}, which gives numbers from ${minimum} to ${maximum}, but ${unbounded}, which ` +
      `can be any number: leave ${layer} out.`,
  );
}

function assertShapes(caller: string, argument: string, demand: NetworkDemand): void {
  const { network, inputShape, outputShape, because } = demand;
  const given = network as Partial<ShapedNetwork>;
  if (given.inputShape && !sameShape(given.inputShape, inputShape)) {
    throw new RangeError(
      `${caller}: ${argument} takes ${showShape(given.inputShape)} for each example but ${showShape(inputShape)} was expected.`,
    );
  }
  const found = given.outputShape ?? shapeOf(caller, argument, network, inputShape);
  if (!sameShape(found, outputShape)) {
    throw new RangeError(
      `${caller}: ${argument} gives ${showShape(found)} for each example but ${showShape(outputShape)} was expected` +
        `${because ? `: ${because}` : ''}.`,
    );
  }
}

/** The shape of the output for one example. */
function shapeOf(caller: string, argument: string, network: Network, inputShape: Shape): Shape {
  assertBackend(caller);
  let shape: Shape = [];
  tidy(() => {
    let output: Tensor;
    try {
      output = network.apply(zeros([1, ...inputShape]));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TypeError(
        `${caller}: ${argument} cannot take one example, ${showShape([1, ...inputShape])}: ${reason}`,
        {
          cause,
        },
      );
    }
    shape = output.shape.slice(1);
  });
  return shape;
}
