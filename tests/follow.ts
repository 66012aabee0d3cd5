import { digits } from '@latentkit/datasets';
import type { Trainable } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';

/** The first `count` batches of shuffled digits, the same everywhere. */
export async function firstBatches(count: number): Promise<Tensor[]> {
  const { train: images } = await digits();
  const batches: Tensor[] = [];
  for await (const batch of images.shuffle({ seed: 1 }).batch(16)) {
    batches.push(batch);
    if (batches.length === count) break;
  }
  return batches;
}

/** FNV-1a over the bits of every tensor of a model's state, in the order of their names. */
export async function checksum(model: Trainable): Promise<string> {
  let hash = 0x811c9dc5;
  for (const [, tensor] of Object.entries(model.state().tensors).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const values = (await tensor.data()).slice();
    for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
