import type { Tensor } from '@tensorflow/tfjs-core';

/** What owns variables or buffers. */
interface Owner {
  readonly variables?: Readonly<Record<string, Tensor>>;
  readonly buffers?: Readonly<Record<string, Tensor>>;
}

/** What is built beside something that owns variables; if that fails, those are freed. */
export function disposeOnError<T>({ variables, buffers }: Owner, build: () => T): T {
  try {
    return build();
  } catch (error) {
    for (const value of Object.values({ ...variables, ...buffers })) value.dispose();
    throw error;
  }
}
