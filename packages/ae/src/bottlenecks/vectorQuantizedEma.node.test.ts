import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { tensor2d, tensor3d, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import golden from '../golden.json';
import { vectorQuantized, vectorQuantizedEma } from '../index.ts';

const { codebook, batches, steps, perplexity } = golden.averages;
const at = (seed: number) => ({ step: 0, key: key(seed), training: true });
const inputs = { latentShape: [3, 2], shape: [6], key: key(2), encode: () => zeros([1, 3, 2]) };
const batch = (values: readonly number[]) => tensor3d([...values], [3, 3, 2]);

/** One whose entries are those of the script. */
function begun(options = {}) {
  const bottleneck = vectorQuantizedEma({ codebookSize: 4, decay: 0.9, reviveBelow: 0, ...options })(inputs);
  bottleneck.buffers!.codebook!.assign(tensor2d(codebook, [4, 2]) as never);
  return { bottleneck, buffers: bottleneck.buffers! };
}
const update = (bottleneck: ReturnType<typeof begun>['bottleneck'], values: readonly number[], seed = 1) =>
  tidy(() => bottleneck.update!(batch(values), at(seed)));

onEveryBackend(() => {
  it('averages the vectors of each entry as the recursion in NumPy does', async () => {
    const { bottleneck, buffers } = begun();
    for (const [i, values] of batches.entries()) {
      update(bottleneck, values);
      await expectAllClose(buffers.codebook!, steps[i]!.codebook, { relative: 1e-5, absolute: 1e-6 });
      await expectAllClose(buffers.usage!, steps[i]!.usage, { relative: 1e-5 });
    }
  });

  it('counts the entries in use, as NumPy does, and 1 where all vectors have one', async () => {
    const { bottleneck } = begun();
    const of = (values: readonly number[]) => bottleneck.encode(batch(values), at(1)).terms.perplexity;
    await expectAllClose(of(batches[0]!), [perplexity], { relative: 1e-5 });
    await expectAllClose(of(Array(18).fill(1)), [1]);
    const byLoss = vectorQuantized({ codebookSize: 4 })(inputs);
    byLoss.variables!.codebook!.assign(tensor2d(codebook, [4, 2]) as never);
    await expectAllClose(byLoss.encode(batch(batches[0]!), at(1)).terms.perplexity, [perplexity], { relative: 1e-5 });
  });

  it('leaves an entry that no vector has chosen where it is, unless it is to be revived', async () => {
    const { bottleneck, buffers } = begun();
    buffers.codebook!.assign(tensor2d([...codebook.slice(0, 6), 50, 50], [4, 2]) as never);
    update(bottleneck, batches[0]!);
    expect(Array.from(await buffers.codebook!.data()).slice(6)).toEqual([50, 50]);
  });

  it('revives a dead entry as a vector of the batch, by the key, with the mean usage', async () => {
    const revived: string[] = [];
    for (const seed of [1, 1, 2, 3, 4, 5]) {
      const { bottleneck, buffers } = begun({ reviveBelow: 0.03 });
      buffers.codebook!.assign(tensor2d([...codebook.slice(0, 6), 50, 50], [4, 2]) as never);
      update(bottleneck, batches[0]!, seed);
      const entries = Array.from(await buffers.codebook!.data());
      const vectors = Array.from({ length: 9 }, (_, i) => batches[0]!.slice(2 * i, 2 * i + 2));
      const [x, y] = entries.slice(6) as [number, number];
      expect(vectors.filter((v) => Math.abs(v[0]! - x) + Math.abs(v[1]! - y) < 1e-5).length).toBe(1);
      // Nine vectors of which a tenth counts, among four entries.
      expect((await buffers.usage!.data())[3]).toBeCloseTo(0.9 / 4, 6);
      revived.push(`${x} ${y}`);
    }
    expect(revived[1]).toBe(revived[0]);
    expect(new Set(revived).size).toBeGreaterThan(2);
  });

  it('begins with vectors of its first batch', async () => {
    const bottleneck = vectorQuantizedEma({ codebookSize: 16 })(inputs);
    update(bottleneck, batches[0]!);
    const { codebook, usage } = bottleneck.buffers!;
    expect(await usage!.data()).toSatisfy((all: Float32Array) => all.every((value) => value > 0));
    // Initial values are within 1/16; those of the batch are not.
    const values = Array.from(await codebook!.data(), Math.abs);
    expect(values.filter((value) => value > 1 / 16).length).toBeGreaterThan(24);
  });
});
