import { key } from '@latentkit/random';
import { expectAllClose, expectNoLeak, finiteDifference, onEveryBackend } from '@latentkit/testing';
import { dispose, tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { affine, diagonalGaussian, standardNormal, transformed } from '../index.ts';

onEveryBackend(() => {
  it('affine goes back where it came from, and its determinant is that of its slopes', async () => {
    const [shift, logScale] = [
      [0.5, -2],
      [0.7, -1],
    ] as const;
    const map = affine(tensor2d([[...shift]]), tensor2d([[...logScale]]));
    const x = tensor2d([[0.3, -4]]);
    const there = map.forward(x);
    const back = map.inverse(there.value);
    await expectAllClose(back.value, x);
    const slopes = [0, 1].map((i) => finiteDifference((at) => shift[i]! + Math.exp(logScale[i]!) * at[0]!, [0.3])[0]!);
    const expected = Math.log(Math.abs(slopes[0]! * slopes[1]!));
    await expectAllClose(there.logDeterminant, [expected]);
    await expectAllClose(back.logDeterminant, [-expected]);
    await expectNoLeak(() => dispose({ ...map.forward(x) }));
  });

  it('an affine map of the standard normal is the Gaussian of its shift and scale', async () => {
    const [mean, half] = [tensor2d([[1, -2]]), tensor2d([[0.25, -0.5]])];
    const p = transformed(standardNormal([1, 2]), affine(mean, half));
    const q = diagonalGaussian({ mean, logVariance: tensor2d([[0.5, -1]]) });
    const x = tensor2d([[0.1, 3]]);
    await expectAllClose(p.logProb(x), q.logProb(x));
    await expectAllClose(p.sample(key(1)), q.sample(key(1)));
    await expectAllClose(p.mean(), q.mean());
    await expectNoLeak(() => p.logProb(x).dispose());
    expect(() => transformed(q, {} as never)).toThrow('transformed: bijection is {} but an object with forward()');
  });
});
