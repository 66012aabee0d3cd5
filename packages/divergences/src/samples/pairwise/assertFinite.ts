import type { Tensor } from '@tensorflow/tfjs-core';

/** Waits for the device. @throws RangeError where a sample is NaN or infinite */
export async function assertFinite(caller: string, samples: Record<string, Tensor>): Promise<void> {
  for (const [name, x] of Object.entries(samples)) {
    const values = await x.data();
    const index = values.findIndex((value) => !Number.isFinite(value));
    if (index >= 0) {
      throw new RangeError(`${caller}: ${name} has ${values[index]} among its values but finite ones were expected.`);
    }
  }
}
