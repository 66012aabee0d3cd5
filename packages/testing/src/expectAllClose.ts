import type { Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** How far a value may be from the expected one: `absolute + relative * |expected|`. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** Fails unless `actual` has as many values as `expected` and each is within the tolerance. NaN equals only NaN. */
export async function expectAllClose(
  actual: Tensor | ArrayLike<number>,
  expected: Tensor | ArrayLike<number>,
  { relative = 1e-5, absolute = 1e-6 }: Tolerance = {},
): Promise<void> {
  const got = await values(actual);
  const wanted = await values(expected);
  expect(got.length).toBe(wanted.length);
  let worst = { index: -1, excess: 0 };
  for (let index = 0; index < wanted.length; index++) {
    const a = got[index]!;
    const b = wanted[index]!;
    if (Object.is(a, b) || a === b) continue;
    const excess = Math.abs(a - b) - (absolute + relative * Math.abs(b));
    if (!(excess <= 0)) {
      if (Number.isNaN(excess) || excess > worst.excess)
        worst = { index, excess: Number.isNaN(excess) ? Infinity : excess };
    }
  }
  if (worst.index >= 0) {
    expect.fail(
      `value ${worst.index} is ${got[worst.index]} but ${wanted[worst.index]} was expected (absolute ${absolute}, relative ${relative})`,
    );
  }
}

async function values(x: Tensor | ArrayLike<number>): Promise<ArrayLike<number>> {
  return 'dataId' in x ? await (x as Tensor).data() : (x as ArrayLike<number>);
}
