import type { State } from '@latentkit/nn';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** A state read to the host: it stays as it is while the model trains on. */
export interface StateValues {
  readonly kind: string;
  readonly counters: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, { readonly shape: number[]; readonly data: Float32Array }>>;
}

/** Reads a state to the host. */
export async function readState({ kind, counters, tensors }: State): Promise<StateValues> {
  const values: Record<string, { shape: number[]; data: Float32Array }> = {};
  for (const [name, x] of Object.entries(tensors)) {
    values[name] = { shape: x.shape, data: Float32Array.from(await x.data()) };
  }
  return { kind, counters: { ...counters }, values };
}

/** Runs `use` with a state of fresh tensors, as a checkpoint gives it, and frees them afterwards. */
export function withState<T>({ kind, counters, values }: StateValues, use: (state: State) => T): T {
  const tensors: Record<string, Tensor> = {};
  for (const [name, { shape, data }] of Object.entries(values)) tensors[name] = tensor(data, shape, 'float32');
  try {
    return use({ kind, counters, tensors });
  } finally {
    for (const x of Object.values(tensors)) x.dispose();
  }
}
