export type { ApplyOptions, Layer, NamedTensors, NamedVariables, Network, Shape, ShapedNetwork } from './network.ts';
export type { Batch, State, Trainable } from './trainable.ts';
