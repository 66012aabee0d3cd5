import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { dispose, norm, reshape, slice, sum, type Tensor, tensor2d, tidy, zeros } from '@tensorflow/tfjs-core';
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

  it.each([[[3]], [[2, 2]]])('goes along the arc between latents of shape %j', async (latentShape) => {
    const [from, to] = [normal(key(1), [3, ...latentShape]), normal(key(2), [3, ...latentShape])];
    const between = interpolateLatents(from, to, 5, { kind: 'spherical' });
    expect(between.shape).toEqual([3, 5, ...latentShape]);
    const [a, b, size] = [await from.data(), await to.data(), from.size / 3];
    const expected = [0, 1, 2].flatMap((example) => {
      const [u, v] = [a, b].map((all) => Array.from(all.slice(example * size, (example + 1) * size))) as [
        number[],
        number[],
      ];
      const dot = (x: number[], y: number[]) => x.reduce((total, value, i) => total + value * y[i]!, 0);
      const angle = Math.acos(dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v)));
      const weight = (t: number) => Math.sin(t * angle) / Math.sin(angle);
      return [0, 0.25, 0.5, 0.75, 1].flatMap((t) => u.map((x, i) => weight(1 - t) * x + weight(t) * v[i]!));
    });
    // Angle and sines in float32.
    await expectAllClose(between, expected, { relative: 1e-5, absolute: 1e-5 });
    await expectNoLeak(() => interpolateLatents(from, to, 5, { kind: 'spherical' }).dispose());
  });

  it('keeps the length of latents of one length along the arc, and halves it half-way along the line', async () => {
    const [from, to] = [tensor2d([[3, 0, 0]]), tensor2d([[-1.5, 1.5 * Math.sqrt(3), 0]])]; // 120 degrees
    const middle = (kind: 'linear' | 'spherical') =>
      norm(slice(interpolateLatents(from, to, 3, { kind }), [0, 1, 0], [1, 1, 3]));
    await expectAllClose(middle('spherical'), [3]);
    await expectAllClose(middle('linear'), [1.5]);
  });

  it('joins latents of one direction, of opposite ones, and the origin by finite numbers', async () => {
    const from = tensor2d([
      [1, 2],
      [1, 2],
      [1, 2],
      [0, 0],
    ]);
    const to = tensor2d([
      [2, 4],
      [1, 2],
      [-1, -2],
      [0, 0],
    ]);
    const line = interpolateLatents(from, to, 3);
    await expectAllClose(interpolateLatents(from, to, 3, { kind: 'spherical' }), line, { absolute: 1e-5 });
  });

  it('refuses a kind that there is not', () => {
    expect(() => interpolateLatents(zeros([1, 2]), zeros([1, 2]), 3, { kind: 'cubic' as never })).toThrow(
      "interpolateLatents: kind is 'cubic' but one of 'linear', 'spherical' was expected.",
    );
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
