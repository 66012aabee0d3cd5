import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, reshape, sum, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { decodeBetween, interpolateLatents } from './interpolateLatents.ts';

onEveryBackend(() => {
  it.each([[[3]], [[2, 3]], [[2, 2, 3]]])('goes along the line between latents of shape %j', async (latentShape) => {
    const [from, to] = [normal(key(1), [2, ...latentShape]), normal(key(2), [2, ...latentShape])];
    const between = interpolateLatents(from, to, 5);
    expect(between.shape).toEqual([2, 5, ...latentShape]);
    const [a, b, size] = [await from.data(), await to.data(), from.size / 2];
    const expected = [0, 1].flatMap((example) =>
      [0, 0.25, 0.5, 0.75, 1].flatMap((t) =>
        Array.from({ length: size }, (_, i) => (1 - t) * a[example * size + i]! + t * b[example * size + i]!),
      ),
    );
    await expectAllClose(between, expected);
    const decode = (latents: Tensor) => tidy(() => sum(reshape(latents, [latents.shape[0]!, -1]), 1, true));
    const decoded = decodeBetween(decode, from, to, 5);
    expect(decoded.shape).toEqual([2, 5, 1]);
    await expectAllClose(decoded, sum(reshape(between, [10, -1]), 1));
    await expectNoLeak(() => dispose([interpolateLatents(from, to, 5), decodeBetween(decode, from, to, 5)]));
  });

  it('refuses latents of two shapes, without a batch, and fewer than two steps', () => {
    expect(() => interpolateLatents(zeros([1, 2]), zeros([1, 3]), 3)).toThrow(RangeError);
    expect(() => interpolateLatents(zeros([2]), zeros([2]), 3)).toThrow(
      'interpolateLatents: from has shape [2] but [batch,...latents] was expected.',
    );
    expect(() => interpolateLatents(zeros([1, 2]), zeros([1, 2]), 1)).toThrow(
      'interpolateLatents: steps is 1 but an integer of at least 2 was expected.',
    );
  });
});
