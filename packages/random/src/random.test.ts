import { fc } from '@latentkit/testing/properties';
import { describe, expect, it } from 'vitest';
import { bits, foldIn, type Key, key, normalValues, permutation, split, uniformValues } from './index.ts';
import { threefry2x32 } from './threefry.ts';

const hash = (key: Key, counter: Key) => {
  const [word0, word1] = [new Uint32Array(1), new Uint32Array(1)];
  threefry2x32(key[0], key[1], counter[0], counter[1], word0, word1);
  return [word0[0], word1[0]];
};
const anyKey = fc.tuple(fc.nat(0xffffffff), fc.nat(0xffffffff));

describe('threefry2x32', () => {
  // The known answers of Random123 (kat_vectors, threefry2x32 20), which JAX tests too: tests/random_test.py, testThreefry2x32.
  it.each<[Key, Key, Key]>([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])('of key %j and counter %j', (key, counter, words) => {
    expect(hash(key, counter)).toEqual(words);
  });
});

describe('keys', () => {
  it('are those of JAX', () => {
    expect(key(42)).toEqual([0, 42]); // jax.random.key(42)
    expect(key(2 ** 40 + 7)).toEqual([256, 7]);
    expect(key(0xffffffff)).toEqual([0, 0xffffffff]);
    // jax/_src/random/stateful_rng.py: rng = random.stateful_rng(0); rng.key(); rng.key()
    expect([foldIn(key(0), 0), foldIn(key(0), 1)]).toEqual([
      [1797259609, 2579123966],
      [928981903, 3453687069],
    ]);
    expect(split(key(0))).toEqual([
      [1797259609, 2579123966],
      [928981903, 3453687069],
    ]);
  });

  it('split and fold alike, as in tests/random_test.py, test_threefry_split_fold_in_symmetry', () => {
    fc.assert(
      fc.property(anyKey, fc.integer({ min: 1, max: 20 }), (key, count) => {
        expect(split(key, count)).toEqual(Array.from({ length: count }, (_, i) => foldIn(key, i)));
      }),
    );
  });

  it('are distinct for distinct data', () => {
    fc.assert(
      fc.property(anyKey, fc.nat(0xffffffff), fc.nat(0xffffffff), (key, a, b) => {
        fc.pre(a !== b);
        expect(foldIn(key, a)).not.toEqual(foldIn(key, b));
      }),
    );
    const keys = split(key(7), 100_000).map((key) => key.join());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [() => key(-1), RangeError, 'key: seed is -1 but an integer of at least 0 was expected.'],
    [() => key(0.5), RangeError, 'key: seed is 0.5'],
    [() => key(2 ** 53), RangeError, 'key: seed is 9007199254740992'],
    [() => key(Number.NaN), RangeError, 'key: seed is NaN'],
    [() => key('1' as unknown as number), TypeError, "key: seed is '1' but a number was expected."],
    [() => split(key(0), 0), RangeError, 'split: count is 0'],
    [() => foldIn(key(0), -1), RangeError, 'foldIn: data is -1'],
    [() => foldIn(key(0), 2 ** 32), RangeError, 'foldIn: data is 4294967296'],
    [
      () => foldIn(1 as unknown as Key, 1),
      TypeError,
      'foldIn: key is 1 but a key was expected, as key(seed) makes it.',
    ],
    [() => split([0, -1]), TypeError, 'split: key is [0,-1]'],
    [() => bits([0] as unknown as Key, 1), TypeError, 'bits: key is [0]'],
    [() => bits(key(0), -1), RangeError, 'bits: count is -1'],
    [() => permutation(key(0), 1.5), RangeError, 'permutation: count is 1.5'],
  ])('are checked: %s', (make, type, message) => {
    expect(make).toThrow(type);
    expect(make).toThrow(message);
  });
});

describe('numbers', () => {
  it('are those of JAX', () => {
    // docs/jep/9263-typed-keys.md: jax.random.uniform(key(0), shape=(3,)); jax/random.py, Basic usage: its second half.
    const expected = [0.947667, 0.9785799, 0.33229148];
    for (const [i, value] of uniformValues(key(0), 3).entries()) expect(value).toBeCloseTo(expected[i]!, 6);
    expect(uniformValues(split(key(0))[1]!, 1)[0]).toBeCloseTo(0.00729382, 7);
    // jax.random.normal(jax.random.key(0)) is 1.6226422 (JAX 0.5 and later), jax.random.normal(jax.random.key(42)) -0.028304616.
    expect(normalValues(key(0), 1)[0]).toBeCloseTo(1.6226422, 6);
    expect(normalValues(key(42), 1)[0]).toBeCloseTo(-0.028304616, 7);
  });

  it('are a function of the key, and the first ones do not depend on how many are made', () => {
    fc.assert(
      fc.property(anyKey, fc.nat(50), fc.nat(50), (key, some, more) => {
        for (const make of [bits, uniformValues, normalValues]) {
          expect(make(key, some + more).subarray(0, some)).toEqual(make(key, some));
        }
      }),
    );
  });

  it('uniform: in [0, 1), with the moments of a uniform distribution', () => {
    const values = uniformValues(key(3), 200_000);
    for (const value of values) if (!(value >= 0 && value < 1)) expect.fail(`${value} is not in [0, 1)`);
    const [mean, variance] = moments(values);
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / values.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / values.length));
    const counts = new Uint32Array(100);
    for (const value of values) counts[Math.floor(value * 100)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(99 + 5 * Math.sqrt(2 * 99));
  });

  it('normal: with the moments of a normal distribution, uncorrelated between keys', () => {
    const values = normalValues(key(3), 200_000);
    const [mean, variance] = moments(values);
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(values.length));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
    const fourth = values.reduce((sum, value) => sum + value ** 4, 0) / values.length;
    expect(Math.abs(fourth - 3)).toBeLessThan(5 * Math.sqrt(96 / values.length));
    const others = normalValues(key(4), values.length);
    const correlation = values.reduce((sum, value, i) => sum + value * others[i]!, 0) / values.length;
    expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(values.length));
  });
});

describe('permutation', () => {
  it('has every number once, the same for the same key', () => {
    fc.assert(
      fc.property(anyKey, fc.nat(300), (key, count) => {
        const order = permutation(key, count);
        expect(order).toEqual(permutation(key, count));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  it('is sorted by words as JAX does it: jax/_src/random/core.py, _shuffle', () => {
    // One round up to 1,625 elements, two from there on, each a stable sort by the words of a fresh key.
    for (const [count, rounds] of [
      [1000, 1],
      [1625, 1],
      [1626, 2],
      [5000, 2],
    ] as const) {
      let order = Array.from({ length: count }, (_, i) => i);
      let source = key(9);
      for (let round = 0; round < rounds; round++) {
        const [next, now] = split(source) as [Key, Key];
        const words = bits(now, count);
        const places = Array.from(words, (_, i) => i).sort((a, b) => words[a]! - words[b]! || a - b);
        order = places.map((place) => order[place]!);
        source = next;
      }
      expect([...permutation(key(9), count)]).toEqual(order);
    }
  });

  it('puts each number in each place equally often', () => {
    const counts = new Float64Array(25);
    const times = 20_000;
    for (const source of split(key(1), times)) {
      for (const [place, value] of permutation(source, 5).entries()) counts[5 * place + value]!++;
    }
    for (const count of counts) expect(Math.abs(count / times - 0.2)).toBeLessThan(5 * Math.sqrt(0.16 / times));
  });
});

function moments(values: Float32Array): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}
