import { describe, expect, test } from 'vitest';
import { decodeSafetensors } from './decodeSafetensors.ts';
import { encodeSafetensors } from './encodeSafetensors.ts';
import type { NamedArray } from './namedArray.ts';

const float = (values: number[], shape = [values.length]): NamedArray => ({
  dtype: 'float32',
  shape,
  data: new Float32Array(values),
});

describe('encodeSafetensors', () => {
  test('round trip: values bit for bit, shapes, types, metadata', () => {
    const bits = new Float32Array(new Uint32Array([0x7fc00001, 0x80000000, 0x00000001, 0xff800000]).buffer);
    const tensors: Record<string, NamedArray> = {
      mask: { dtype: 'bool', shape: [3, 1], data: new Uint8Array([1, 0, 1]) },
      scalar: float([3], []),
      empty: float([], [0, 7]),
      odd: { dtype: 'float32', shape: [2, 2], data: bits },
      count: { dtype: 'int32', shape: [2], data: new Int32Array([-(2 ** 31), 2 ** 31 - 1]) },
    };
    const { tensors: back, metadata } = decodeSafetensors(encodeSafetensors(tensors, { a: 'ü\n"', b: '' }));
    expect({ ...back }).toEqual(tensors);
    expect(new Uint32Array(back.odd!.data.buffer)).toEqual(new Uint32Array(bits.buffer));
    expect({ ...metadata }).toEqual({ a: 'ü\n"', b: '' });
  });

  test('nothing at all is a file too', () => {
    const bytes = encodeSafetensors({});
    expect(bytes.length).toBe(16);
    expect({ ...decodeSafetensors(bytes).tensors }).toEqual({});
  });

  test('the data begins at a multiple of 8', () => {
    for (let n = 0; n < 9; n++) {
      const bytes = encodeSafetensors({ ['x'.repeat(n)]: float([1]) });
      expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
    }
  });

  test('only the part of a buffer that a view shows is written', () => {
    const data = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
    const { tensors } = decodeSafetensors(encodeSafetensors({ x: { dtype: 'float32', shape: [2], data } }));
    expect([...tensors.x!.data]).toEqual([2, 3]);
  });

  test.each([
    [{ x: float([1], [2]) }, {}, "encodeSafetensors: 'x' has shape [2] but 1 values."],
    [{ x: float([1, 2], [2 ** 30, 2 ** 30]) }, {}, "'x' has shape [1073741824,1073741824] but 2 values."],
    [{ x: float([], [-1]) }, {}, "'x' has shape [-1]"],
    [{ x: float([1], [1.5]) }, {}, "'x' has shape [1.5]"],
    [{ x: { ...float([1]), dtype: 'string' } }, {}, "'x' has dtype 'string' but float32, int32 or bool"],
    [{ x: { ...float([1]), dtype: 'int32' } }, {}, "'x' of dtype int32 needs its data in a Int32Array"],
    [{ x: { dtype: 'bool', shape: [1], data: new Uint8Array([2]) } }, {}, "'x' is bool but holds"],
    [JSON.parse('{ "__proto__": 1 }'), {}, "the name '__proto__' is reserved"],
    [{ __metadata__: float([1]) }, {}, "the name '__metadata__' is reserved"],
    [{ constructor: float([1]) }, {}, "the name 'constructor' is reserved"],
    [{ '\ud800': float([1]) }, {}, 'is not valid Unicode'],
    [{}, { a: 1 }, "metadata 'a' is 1 but a string was expected"],
    [{}, { a: '\udc00' }, "metadata 'a' is not valid Unicode"],
    [{}, { constructor: 'a' }, "the metadata name 'constructor' is reserved"],
  ])('refuses what could not be read back: %#', (tensors, metadata, message) => {
    expect(() => encodeSafetensors(tensors as Record<string, NamedArray>, metadata as Record<string, string>)).toThrow(
      message,
    );
  });
});
