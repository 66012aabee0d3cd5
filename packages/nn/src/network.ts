import type { Activation } from '@latentkit/backend';
import type { Key } from '@latentkit/random';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** The shape of one example, without the batch: `[28, 28, 1]`. */
export type Shape = readonly number[];

/** Tensors by name. Names become the names in a checkpoint: `encoder/0/kernel`. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Variables by name. */
export type NamedVariables = Readonly<Record<string, Variable>>;

/** What an output is conditioned on, by name, `[batch, ...]` each: a label, a time, a style, a latent. */
export type Context = Readonly<Record<string, Tensor>>;

/** The size of a vector in the context; or, of int32 labels in `0 … classes − 1`, their number, and they are taken one-hot. */
export type ContextSize = number | { readonly classes: number };

/** Sizes of what is read from the context, by name. */
export type ContextSizes = Readonly<Record<string, ContextSize>>;

/** The options of `apply`. */
export interface ApplyOptions {
  /** `true` while fitting: batch norm uses the batch's statistics, dropout drops. Default `false`. */
  readonly training?: boolean;
  /** Where randomness comes from; a network that needs it while training throws without it. */
  readonly key?: Key;
  /** What the output is conditioned on. Layers read the names they know; a layer that needs a name throws without it. */
  readonly context?: Context;
  /** Tensors to use in place of the variables of those names: averaged, normalised, modulated or frozen weights. */
  readonly values?: NamedTensors;
}

/** What has variables that are trained, or buffers that are saved, or both. */
export interface Stateful {
  /** What an optimizer trains, by name. */
  readonly variables?: NamedVariables;
  /** What is saved and not trained, by name: moving statistics, codebooks. */
  readonly buffers?: NamedVariables;
}

/** Anything that maps a batch to a batch. Bring your own: only this is ever asked of a network. */
export interface Network {
  /** `[batch, ...input] -> [batch, ...output]` */
  apply(input: Tensor, options?: ApplyOptions): Tensor;
  /** What an optimiser trains, by name. */
  readonly variables: NamedVariables;
  /** Moving statistics, by name: saved, not trained. */
  readonly buffers?: NamedVariables;
  /** What it reads from the context, by name, and needs there. Default nothing. By it a model refuses a batch beforehand. */
  readonly contextSizes?: ContextSizes;
  /** What it reads from the context where that has it, by name, and can do without. Default nothing. */
  readonly optionalContextSizes?: ContextSizes;
}

/** What confines the output of a network: `sigmoid`, to numbers from 0 to 1. */
export interface OutputRange {
  /** The least that an output can be, or −∞. */
  readonly minimum: number;
  /** The greatest that an output can be, or ∞. */
  readonly maximum: number;
  /** The layer that sees to it, such as `sigmoid`. */
  readonly layer: string;
}

/** A network that knows the shape it takes and the shape it gives. */
export interface ShapedNetwork extends Network {
  /** The shape of one input, without the batch. */
  readonly inputShape: Shape;
  /** The shape of one output, without the batch. */
  readonly outputShape: Shape;
  /**
   * What confines its output, given what confines its input; `undefined` where nothing does, or nothing is known. A network
   * without it confines nothing. By this a model refuses a decoder that ends in a sigmoid where logits are expected.
   */
  outputRange?(input?: OutputRange): OutputRange | undefined;
  /** Set where `apply` is an activation that another layer can end with. */
  readonly activation?: Activation;
  /** As `apply`, and then an activation: faster than one after the other. For layers that can. */
  applyThen?(input: Tensor, activation: Activation, options?: ApplyOptions): Tensor;
}

/** A layer not yet built: given the shape of one input and a key for its initial weights, it makes its network. */
export type Layer = (inputShape: Shape, key: Key) => ShapedNetwork;
