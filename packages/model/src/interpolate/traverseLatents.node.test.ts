import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { slice, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { traverseLatents } from '../index.ts';

onEveryBackend(() => {
  it.each([[[3]], [[2, 3]], [[2, 2, 2]]])('changes one latent of shape %j and no other', async (latentShape) => {
    const latents = normal(key(1), [2, ...latentShape]);
    const values = await latents.data();
    const size = latents.size / 2;
    const path = traverseLatents(latents, { dimension: 2, from: -1, to: 2, steps: 4 });
    expect(path.shape).toEqual([2, 4, ...latentShape]);
    const expected = [0, 1].flatMap((example) =>
      [-1, 0, 1, 2].flatMap((value) =>
        Array.from({ length: size }, (_, i) => (i === 2 ? value : values[example * size + i]!)),
      ),
    );
    await expectAllClose(path, expected);
    await expectNoLeak(() => traverseLatents(latents, { dimension: 0, steps: 2 }).dispose());
  });

  it('changes the only latent that there is', async () => {
    await expectAllClose(traverseLatents(zeros([1, 1]), { dimension: 0, from: 0, to: 1, steps: 2 }), [0, 1]);
  });

  it('goes from -3 to 3 unless told otherwise', async () => {
    const path = traverseLatents(zeros([1, 2]), { dimension: 1, steps: 3 });
    await expectAllClose(slice(path, [0, 0, 1], [1, 3, 1]), [-3, 0, 3]);
  });

  it('refuses a latent that is not there, a single step, and ends that are no numbers', () => {
    const latents = zeros([1, 2]);
    expect(() => traverseLatents(latents, { dimension: 2, steps: 3 })).toThrow(
      'traverseLatents: dimension is 2 but an integer from 0 to 1 was expected, for 2 latents.',
    );
    expect(() => traverseLatents(latents, { dimension: 0, steps: 1 })).toThrow('traverseLatents: steps is 1');
    expect(() => traverseLatents(latents, { dimension: 0, steps: 2, to: Number.NaN })).toThrow(
      'traverseLatents: to is NaN',
    );
    expect(() => traverseLatents(zeros([2]), { dimension: 0, steps: 2 })).toThrow(
      'traverseLatents: latents has shape [2] but [batch,...latents] was expected.',
    );
  });
});
