import {
  engine,
  type GradConfig,
  type KernelBackend,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/** What of tfjs's engine the repairs of the tape rely on; tests pin it. */
export interface EngineTape {
  addTapeNode(
    name: string,
    inputs: Record<string, Tensor | undefined>,
    outputs: Tensor[],
    gradient: ((dy: Tensor | Tensor[], saved: Tensor[]) => Record<string, () => Tensor>) | null,
    saved: Tensor[],
    attrs: Parameters<GradConfig['gradFunc']>[2],
  ): void;
  runKernel(name: string, inputs: NamedTensorMap, attrs?: NamedAttrMap): Tensor | Tensor[];
  getTensorsForGradient(
    name: string,
    inputs: Record<string, Tensor | undefined>,
    outputs: Tensor[],
  ): (Tensor | undefined)[];
  /** What an op, or a function with a gradient of its own, saves of a tensor for its gradient. */
  clone(x: Tensor): Tensor;
  makeTensorFromTensorInfo(info: TensorInfo): Tensor;
  readonly state: {
    readonly tensorInfo: WeakMap<object, { readonly backend: KernelBackend }>;
    readonly activeTape: TapeNode[];
    readonly scopeStack: readonly { readonly name: string }[];
  };
}

/** An op on the tape. */
export interface TapeNode {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
  /** By the gradients of all its outputs. */
  gradient(dys: readonly Tensor[]): Record<string, () => Tensor>;
}

/** Repairs the engine, once in a process however many copies of this package are loaded. */
export function repairEngine(name: string, repair: (tape: EngineTape) => void): void {
  const tape = engine() as unknown as EngineTape & { [done: symbol]: true };
  const done = Symbol.for(`@latentkit/backend/${name}`);
  if (tape[done]) return;
  repair(tape);
  tape[done] = true;
}
