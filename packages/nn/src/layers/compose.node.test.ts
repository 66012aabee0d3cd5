import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type ApplyOptions, batchNorm, compose, dense, dropout, type Network, relu, sequential } from '../index.ts';

const line = (seed: number, inputs = 2, outputs = 2) =>
  sequential([dense(outputs)], { inputShape: [inputs], key: key(seed) });

/** A network that notes its options and gives its input. */
function spy(): Network & { readonly seen: ApplyOptions[] } {
  const seen: ApplyOptions[] = [];
  return {
    seen,
    variables: {},
    apply(input, options = {}) {
      seen.push(options);
      return tf.clone(input);
    },
  };
}

describe('compose', () => {
  onEveryBackend(() => {
    it('runs its parts under their names and frees what is between', async () => {
      const trunk = sequential([dense(4), batchNorm(), relu], { inputShape: [2], key: key(1) });
      const network = compose({ trunk, head: line(2, 4, 1) }, (parts, x) => tf.add(parts.head(parts.trunk(x)), 1));
      expect(Object.keys(network.variables)).toEqual([
        'trunk/0/kernel',
        'trunk/0/bias',
        'trunk/1/scale',
        'trunk/1/offset',
        'head/0/kernel',
        'head/0/bias',
      ]);
      expect(Object.keys(network.buffers!)).toEqual(['trunk/1/movingMean', 'trunk/1/movingVariance']);
      const x = normal(key(3), [3, 2]);
      await expectNoLeak(() => network.apply(x, { training: true }).dispose());
      const values = { 'head/0/bias': tf.tensor1d([5]) };
      await expectAllClose(network.apply(x, { values }), tf.add(network.apply(x), 5));
    });

    it('is one key per part and call, and the same again for the same key', async () => {
      const drop = sequential([dropout(0.5), dropout(0.5)], { inputShape: [64], key: key(1) });
      const network = compose({ one: drop, two: drop }, ({ one, two }, x) =>
        tf.stack([one(x), two(x), one(x), two(x), one(x)]),
      );
      const masks = async (seed: number) =>
        (await network.apply(tf.ones([1, 64]), { training: true, key: key(seed) }).array()) as number[][][];
      const first = await masks(4);
      expect(new Set(first.map((mask) => JSON.stringify(mask))).size).toBe(5);
      expect(await masks(4)).toEqual(first);
      expect(await masks(5)).not.toEqual(first);
    });
  });

  it('adds to the context of one call of a part', () => {
    const [mapping, synthesis] = [spy(), spy()];
    const [label, style] = [tf.ones([1]), tf.ones([1, 2])];
    const network = compose({ mapping, synthesis }, (parts, x) => parts.synthesis(parts.mapping(x), { style }));
    network.apply(x(), { context: { label } });
    expect(mapping.seen[0]!.context).toEqual({ label });
    expect(synthesis.seen[0]!.context).toEqual({ label, style });
    expect('key' in synthesis.seen[0]!).toBe(false);
  });

  it('nests', () => {
    const inner = compose({ a: line(1) }, ({ a }, x) => a(x));
    const outer = compose({ inner, b: line(2) }, ({ inner, b }, x) => b(inner(x)));
    expect(Object.keys(outer.variables)[0]).toBe('inner/a/0/kernel');
  });

  it.each<[string, () => unknown, string]>([
    ['no parts', () => compose({}, () => x()), 'compose: parts is {} but networks by name were expected.'],
    [
      'a slash',
      () => compose({ 'a/b': line(1) }, () => x()),
      "compose: parts has the name 'a/b' but one without a slash",
    ],
    ['no network', () => compose({ a: 3 as never }, () => x()), 'compose: parts.a is 3'],
    ['no function', () => compose({ a: line(1) }, 3 as never), 'compose: apply is 3 but a function'],
    ['no input', () => compose({ a: line(1) }, ({ a }, x) => a(x)).apply([1] as never), 'compose: input is [1]'],
    ['no output', () => compose({ a: line(1) }, () => 3 as never).apply(x()), 'compose: apply() is 3 but a tensor'],
    [
      'an unknown value',
      () => compose({ a: line(1) }, ({ a }, x) => a(x)).apply(x(), { values: { 'b/0/kernel': x() } }),
      'compose: options.values has b/0/kernel but a name among a/0/kernel, a/0/bias was expected.',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  it('refuses a variable that two parts share', () => {
    const a = line(1);
    expect(() => compose({ a, b: a }, ({ a }, x) => a(x))).toThrow(
      'compose: b/0/kernel is the same variable as a/0/kernel but one of its own was expected.',
    );
    expect(() => sequential([() => a, () => a], { inputShape: [2], key: key(1) })).toThrow(
      'sequential: 1/0/kernel is the same variable as 0/0/kernel',
    );
  });
});

const x = () => tf.ones([1, 2]);
