import { expectAllClose } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../index.ts';
import { type Make, rows, valuesOnly } from './rows.ts';

const dtypes = ['float32', 'int32', 'bool'] as const;

/** The same numbers on every call, in each type. */
function maker(dtype: (typeof dtypes)[number]): Make {
  let n = 0;
  const next = {
    float32: () => (((n * 5) % 7) - 3) * 0.7,
    int32: () => ((n * 5) % 7) - 3,
    bool: () => Number(n % 3 > 0),
  };
  return <R extends tf.Rank>(...shape: number[]) => {
    const values = Array.from({ length: tf.util.sizeFromShape(shape) }, () => {
      n++;
      return next[dtype]();
    });
    return tf.tensor<R>(values, shape as never, dtype);
  };
}

type Outcome = { readonly dtype: string; readonly shape: number[]; readonly values: ArrayLike<number> }[] | 'throws';

async function run(call: (typeof rows)[string][number], dtype: (typeof dtypes)[number]): Promise<Outcome> {
  let results: tf.Tensor[];
  try {
    results = tf.tidy(() => [call(maker(dtype))].flat());
  } catch {
    return 'throws';
  }
  const outcome = await Promise.all(
    results.map(async (x) => ({ dtype: x.dtype, shape: x.shape, values: await x.data() })),
  );
  tf.dispose(results);
  return outcome;
}

const cases = Object.entries(rows).flatMap(([kernel, calls]) =>
  calls.flatMap((call, i) => dtypes.map((dtype) => ({ name: `${kernel} ${i}`, kernel, call, dtype }))),
);

describe('on wasm, a kernel of ours', () => {
  const onCpu = new Map<(typeof cases)[number], Outcome>();
  beforeAll(async () => {
    // Its own kernels, but for two which are looked at on WASM.
    await useBackend('cpu');
    for (const one of cases) onCpu.set(one, await run(one.call, one.dtype));
    await useBackend('wasm', { threads: 1 });
  });

  it('has a row, if it takes the place of one of tfjs', () => {
    const ours = (backend: string) =>
      tf
        .getKernelsForBackend(backend)
        .filter(({ kernelFunc }) => Symbol.for('@latentkit/backend') in kernelFunc)
        .map(({ kernelName }) => kernelName)
        .filter((name) => !name.startsWith('LatentKit'));
    expect(Object.keys(rows).sort()).toEqual([...new Set([...ours('cpu'), ...ours('wasm')])].sort());
  });

  it.each(cases)('$name gives what tfjs has on cpu, of $dtype', async (one) => {
    const expected = onCpu.get(one)!;
    const before = tf.backend().numDataIds();
    const got = await run(one.call, one.dtype);
    expect(tf.backend().numDataIds(), 'data that is left').toBe(before);
    if (expected === 'throws' || got === 'throws') {
      expect(got).toEqual(expected);
      return;
    }
    for (const [i, { dtype, shape, values }] of expected.entries()) {
      expect(got[i]!.shape).toEqual(shape);
      if (!valuesOnly.includes(one.kernel)) expect(got[i]!.dtype).toBe(dtype);
      await expectAllClose(got[i]!.values, values, { relative: 1e-5, absolute: 1e-5 });
    }
  });
});
