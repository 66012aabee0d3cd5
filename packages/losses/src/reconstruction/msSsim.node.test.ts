import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { grad, sub, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import golden from './golden.json';
import { testImages } from './images.test-util.ts';
import { msSsim } from './msSsim.ts';
import { ssim } from './ssim.ts';

const options = { weights: [0.5, 0.5] };

describe('msSsim', () => {
  onEveryBackend(() => {
    const shape = [1, 23, 22, 1];

    it('with one scale of weight 1 is ssim', async () => {
      const [a, b] = testImages(shape);
      await expectAllClose(msSsim(a, b, { weights: [1] }), await ssim(a, b).data());
    });

    it('is 1 for equals, symmetric, and 0 with gradient 0 where the contrast is reversed', async () => {
      const [a, b] = [uniform(key(1), shape), uniform(key(2), shape)];
      expect([...(await msSsim(a, a, options).data())]).toEqual([1]);
      const value = await msSsim(a, b, options).data();
      expect([...(await msSsim(b, a, options).data())]).toEqual([...value]);
      const reversed = sub(1, a);
      await expectAllClose(msSsim(a, reversed, options), [0], { absolute: 0 });
      const slope = grad((x: Tensor) => sum(msSsim(x, reversed, options)))(a);
      await expectAllClose(slope, new Float32Array(a.size), { absolute: 0 });
    });

    it('leaks nothing', async () => {
      const [a, b] = [uniform(key(1), shape), uniform(key(2), shape)];
      await expectNoLeak(() => {
        msSsim(a, b, options).dispose();
        grad((x: Tensor) => sum(msSsim(x, b, options)))(a).dispose();
      });
    });
  });

  it('says the least size, which five scales make large', () => {
    const call = () => msSsim(zeros([1, 160, 200, 3]), zeros([1, 160, 200, 3]));
    expect(call).toThrow(RangeError);
    expect(call).toThrow(
      /^msSsim: first has shape \[1,160,200,3\] but a height and width of at least 161 was expected\.$/,
    );
    expect(() => msSsim(zeros([1, 20, 21, 1]), zeros([1, 20, 21, 1]), options)).toThrow(/at least 21 was expected/);
  });

  it.each([
    [[], /^msSsim: weights is \[\] but at least one was expected/],
    [[1, 0], /^msSsim: weights\[1\] is 0 but a finite number above 0/],
  ])('refuses the weights %j', (weights, message) => {
    const call = () => msSsim(zeros([1, 28, 28, 1]), zeros([1, 28, 28, 1]), { weights });
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

// Two scales of a small picture are tested in Chromium, in golden.test.ts.
onEveryBackend(() => {
  it('msSsim with its defaults is that of SciPy', async () => {
    const { shape, value } = golden.msSsimDefaults;
    await expectAllClose(msSsim(...testImages(shape)), value, { relative: 1e-6, absolute: 1e-6 });
  });
});
