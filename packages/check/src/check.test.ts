import { useBackend } from '@latentkit/backend';
import { cast, ones, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertTensor, checkOptions, show } from './index.ts';

describe('show', () => {
  it.each([
    ['1', "'1'"],
    [1, '1'],
    [Number.NaN, 'NaN'],
    [undefined, 'undefined'],
    [null, 'null'],
    [[1, '1', null, Number.POSITIVE_INFINITY], '[1,"1",null,Infinity]'],
    [{ a: [1], b: { c: true } }, '{"a":[1],"b":{"c":true}}'],
    [new Float32Array(2), 'Float32Array(2) [0,0]'],
    [() => 1, 'a function'],
    [{ epoch: () => 1, length: 3 }, '{"length":3}'],
    [[[[[1]]]], '[[[[...]]]]'],
  ])('shows %o', (value, text) => expect(show(value)).toBe(text));

  it('cuts what is long, and looks at no more of it', () => {
    expect(show('x'.repeat(1000))).toHaveLength(202);
    expect(show(Array(1000).fill(0))).toHaveLength(80);
    let reads = 0;
    const counted = new Proxy(Array(1e6).fill(7), {
      get(target, name, receiver) {
        reads++;
        return Reflect.get(target, name, receiver);
      },
    });
    expect(show(counted)).toMatch(/^\[7,7,.*\.\.\.$/);
    expect(reads).toBeLessThan(100);
  });

  it('shows what refers to itself, and what throws when read', () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    expect(show(self)).toBe('{"self":{"self":{"self":{...}}}}');
    const hostile = {
      get a() {
        throw new Error('no');
      },
    };
    expect(show(hostile)).toBe('[object Object]');
  });
});

describe('assertTensor', () => {
  beforeAll(() => useBackend('cpu'));
  const refusing = (value: unknown) => () => assertTensor('f', 'x', value);

  it('says what came', () => {
    const x = ones([2, 3]);
    expect(refusing(undefined)).toThrow('f: x is undefined but a tensor was expected.');
    expect(refusing([[1, 2]])).toThrow(
      'f: x is [[1,2]] but a tensor was expected, as tensor(values, shape) of tfjs-core',
    );
    expect(refusing({ data: x, label: x })).toThrow('but a tensor was expected: pass x.data.');
    expect(refusing(cast(x, 'int32'))).toThrow(
      "f: x has dtype int32 but float32 was expected: convert it with cast(x, 'float32'), and divide by 255 where it holds pixels.",
    );
    expect(refusing(cast(x, 'bool'))).toThrow(
      "f: x has dtype bool but float32 was expected: convert it with cast(x, 'float32').",
    );
    expect(refusing(x)).not.toThrow();
    expect(() => assertTensor('f', 'x', tensor1d([1], 'int32'), ['int32', 'float32'])).not.toThrow();
    x.dispose();
    expect(refusing(x)).toThrow('f: x is a tensor that has been disposed.');
  });

  it('takes a tensor of another copy of tfjs for one', () => {
    const foreign = { dataId: {}, shape: [1], dtype: 'float32', isDisposed: false } as unknown as Tensor;
    expect(refusing(foreign)).not.toThrow();
  });
});

describe('checkOptions', () => {
  const check = (options: unknown) => () =>
    checkOptions<{ beta?: number; seed?: number }>('f', options as object, ['beta', 'seed']);

  it('passes what it knows', () => {
    const options = { beta: 1 };
    expect(check(options)()).toBe(options);
  });

  it.each([
    [{ Beta: 4 }, "f: options has 'Beta' but 'beta' was expected."],
    [{ steps: 4 }, "f: options has 'steps' but one of 'beta', 'seed' was expected."],
    [null, 'f: options is null but an object with beta, seed was expected.'],
    [[0, 3], 'f: options is [0,3] but an object with'],
    [3, 'f: options is 3 but an object with'],
  ])('refuses %j', (options, message) => expect(check(options)).toThrow(message));
});
