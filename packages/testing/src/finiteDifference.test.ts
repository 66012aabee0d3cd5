import { expect, it } from 'vitest';
import { expectAllClose } from './expectAllClose.ts';
import { finiteDifference } from './finiteDifference.ts';

it('is the gradient, to 8 digits', async () => {
  const f = ([x, y]: Float64Array) => Math.sin(x!) * Math.exp(y!);
  await expectAllClose(
    finiteDifference(f, [0.3, -1.2]),
    [Math.cos(0.3) * Math.exp(-1.2), Math.sin(0.3) * Math.exp(-1.2)],
    { relative: 1e-8, absolute: 1e-10 },
  );
});

it('scales its step with large arguments and leaves them as they were', async () => {
  const x = [1e6];
  await expectAllClose(
    finiteDifference(([v]) => v! ** 2, x),
    [2e6],
    { relative: 1e-8 },
  );
  expect(x).toEqual([1e6]);
});
