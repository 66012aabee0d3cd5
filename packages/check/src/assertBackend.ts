import { engine } from '@tensorflow/tfjs-core';

/** @throws Error unless tensors can be made: a backend is in use, or tfjs can start one without waiting. */
export function assertBackend(caller: string): void {
  try {
    engine().backend;
  } catch (cause) {
    throw new Error(`${caller}: no backend is in use: call \`await useBackend('wasm')\` of @latentkit/backend first.`, {
      cause,
    });
  }
}
