import { dense, sequential, tanh } from '@latentkit/nn';
import { type Key, key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, finiteDifference, onEveryBackend } from '@latentkit/testing';
import {
  add,
  concat,
  dispose,
  exp,
  mul,
  neg,
  slice,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
  variable,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { affine, type Bijection, composeBijections } from '../index.ts';
import { logDeterminant } from './logDeterminant.test-util.ts';

/** [a, b] -> [a, s(a) + e^t(a) b], and with `swaps` the other way round, so that two of them mix all dimensions. */
function coupling(seed: Key, swaps: boolean): Bijection {
  const network = sequential([dense(8), tanh, dense(4)], { inputShape: [2], key: seed });
  const map =
    (direction: 'forward' | 'inverse'): Bijection['forward'] =>
    (x, options) => {
      const halves = [slice(x, [0, 0], [-1, 2]), slice(x, [0, 2], [-1, 2])];
      const [held, moved] = swaps ? halves.toReversed() : halves;
      const output = network.apply(held!, options);
      const [shift, scale] = [slice(output, [0, 0], [-1, 2]), slice(output, [0, 2], [-1, 2])];
      const other =
        direction === 'forward' ? add(shift, mul(exp(scale), moved!)) : mul(sub(moved!, shift), exp(neg(scale)));
      const both = swaps ? [other, held!] : [held!, other];
      return { value: concat(both, 1), logDeterminant: sum(direction === 'forward' ? scale : neg(scale), 1) };
    };
  return { variables: network.variables, forward: map('forward'), inverse: map('inverse') };
}

const shift = () =>
  tensor2d([
    [0.5, -1, 2, 0],
    [0, 1, 0, 1],
    [1, 1, 1, 1],
  ]);
const logScale = () =>
  tensor2d([
    [0.3, -0.7, 0.2, 1],
    [0, 0.5, 0, -0.5],
    [-1, 0, 1, 0],
  ]);
const compose = () => composeBijections([coupling(key(1), false), affine(shift(), logScale()), coupling(key(2), true)]);
const points = () => normal(key(3), [3, 4]);

onEveryBackend(() => {
  it('goes back where it came from, with the determinant of its inverse', async () => {
    const map = compose();
    const x = points();
    const there = map.forward(x);
    const back = map.inverse(there.value);
    await expectAllClose(back.value, x, { relative: 1e-4, absolute: 1e-5 });
    await expectAllClose(back.logDeterminant, await neg(there.logDeterminant).data(), { absolute: 1e-5 });
    await expectNoLeak(() => dispose({ ...map.forward(x) }));
    await expectNoLeak(() => dispose({ ...map.inverse(x) }));
  });

  it('has the log |det| of its whole Jacobian', async () => {
    const map = compose();
    const x = await points().data();
    for (const direction of ['forward', 'inverse'] as const) {
      const { logDeterminant: found } = map[direction](points());
      const expected = [0, 1, 2].map((row) =>
        logDeterminant(
          [0, 1, 2, 3].map((output) => [
            ...finiteDifference(
              (at) => {
                const moved = Float32Array.from(x);
                moved.set(at, 4 * row);
                return map[direction](tensor2d(moved, [3, 4])).value.dataSync()[4 * row + output]!;
              },
              x.slice(4 * row, 4 * row + 4),
              { step: 2 ** -7 },
            ),
          ]),
        ),
      );
      await expectAllClose(found, expected, { absolute: 2e-3 });
    }
  });

  it('names variables by position, and hands each part its own values, key and options', async () => {
    const map = compose();
    expect(Object.keys(map.variables!)).toEqual(
      ['0', '2'].flatMap((i) => ['0/kernel', '0/bias', '2/kernel', '2/bias'].map((name) => `${i}/${name}`)),
    );
    const x = points();
    const bias = tensor1d([1, 2, 3, 4]);
    const alone = coupling(key(1), false).forward(x, { values: { '2/bias': bias } });
    const rest = composeBijections([affine(shift(), logScale()), coupling(key(2), true)]).forward(alone.value);
    const both = map.forward(x, { values: { '0/2/bias': bias } });
    await expectAllClose(both.value, rest.value);
    expect(() => map.forward(x, { values: { '1/bias': bias } })).toThrow('options.values has 1/bias');
    expect(() => map.inverse(x, { values: { bias } })).toThrow('composeBijections(bijections).inverse');
    const keys: (Key | undefined)[] = [];
    const noting: Bijection['forward'] = (value, options) => {
      keys.push(options?.key);
      return { value, logDeterminant: sum(value, 1) };
    };
    const noisy: Bijection = { forward: noting, inverse: noting };
    const two = composeBijections([noisy, noisy]);
    two.forward(x, { key: key(7) });
    two.inverse(x, { key: key(7) });
    expect(keys[0]).not.toEqual(keys[1]);
    expect(keys.slice(2)).toEqual([keys[1], keys[0]]);
  });

  it('refuses what is no bijection, none, and a variable that two share', () => {
    expect(() => composeBijections([])).toThrow(
      'bijections is [] but an array of bijections, at least one, was expected',
    );
    expect(() => composeBijections([{} as Bijection])).toThrow('composeBijections: bijections[0] is {}');
    const shared: Tensor = variable(tensor2d([[1]]));
    const one = { ...affine(shift(), logScale()), variables: { shared } } as never;
    expect(() => composeBijections([one, one])).toThrow('1/shared is the same variable as 0/shared');
  });
});
