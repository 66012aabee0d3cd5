import { describe, expect, test } from 'vitest';
import { dataset } from './dataset.ts';

function withHole<T>(list: readonly T[], index: number): T[] {
  const copy = [...list];
  delete copy[index];
  return copy;
}

test('rows, flat floats and flat bytes', () => {
  expect(dataset([[1, 2], new Float32Array([3, 4])]).at(1).data).toEqual(new Float32Array([3, 4]));
  const floats = dataset(new Float32Array([0, 0.25, 0.5, 1]), { shape: [2, 1, 1] });
  expect([floats.length, floats.shape, [...floats.at(1).data]]).toEqual([2, [2, 1, 1], [0.5, 1]]);
  const bytes = dataset(new Uint8Array([0, 51, 102, 255]), { shape: [1, 2, 1], labels: [4, 5] });
  expect(bytes.at(0)).toEqual({ data: Float32Array.from([0, 0.2]), label: 4 });
});

test('doubles are rounded to float32, as numbers of rows are', () => {
  expect(dataset(new Float64Array([0.1, 2]), { shape: [1] }).at(0)).toEqual(dataset([[0.1]]).at(0));
});

test('rows of bytes stand for byte / 255, among rows of numbers too', () => {
  expect(dataset([new Uint8Array([51]), new Uint8ClampedArray([255])]).at(0).data).toEqual(new Float32Array([0.2]));
  expect(dataset([[7], new Uint8Array([255])]).at(1).data).toEqual(new Float32Array([1]));
});

test('what becomes of the values and labels later changes nothing', () => {
  const floats = new Float32Array([1, 2]);
  const bytes = new Uint8Array([51, 0]);
  const row = [1];
  const labels = [1, 2];
  const shape = [1];
  const sets = [dataset(floats, { shape, labels }), dataset(bytes, { shape }), dataset([row]), dataset([floats])];
  const before = sets.map((set) => set.at(0));
  for (const list of [floats, bytes, row, labels, shape]) list.fill(9);
  expect(sets.map((set) => set.at(0))).toEqual(before);
});

test('rows may be given another shape', () => {
  expect(dataset([[0, 0, 1, 1]], { shape: [2, 2, 1] }).shape).toEqual([2, 2, 1]);
});

test('an example is a copy', () => {
  const data = dataset([[1]]);
  data.at(0).data[0] = 9;
  expect(data.at(0).data[0]).toBe(1);
});

test.each<[string, () => unknown]>([
  ['dataset: values is empty but at least one example', () => dataset([])],
  ['dataset: values is empty', () => dataset(new Float32Array(), { shape: [2] })],
  ['dataset: values is empty', () => dataset([[]], { shape: [2] })],
  ["dataset: values is 'abc' but a Float32Array, a Float64Array, a Uint8Array or", () => dataset('abc' as never)],
  ['dataset: values is Int16Array(1) [7] but', () => dataset(new Int16Array([7]) as never, { shape: [1] })],
  ['dataset: values[0] is 1 but a row of numbers', () => dataset([1, 2] as never)],
  ['dataset: values[1] has 1 values but values[0] has 2', () => dataset([[1, 2], [3]])],
  ['dataset: shape is undefined but the shape of one example', () => dataset(new Float32Array(4))],
  ['dataset: shape is [0] but', () => dataset(new Float32Array(4), { shape: [0] })],
  [
    'dataset: values has 5 values but shape [2] takes a multiple of 2',
    () => dataset(new Float32Array(5), { shape: [2] }),
  ],
  ['dataset: values has rows of 2 values but shape [3] takes 3', () => dataset([[1, 2]], { shape: [3] })],
  [
    'dataset: values[1][1] is NaN but a finite number',
    () =>
      dataset([
        [1, 2],
        [3, Number.NaN],
      ]),
  ],
  ['dataset: values[0][0] is Infinity but a finite number', () => dataset([[Infinity]])],
  [
    'dataset: values[0][3] is 255 but a value from 0 to 1 was expected: rescale',
    () => dataset([[0, 0, 0, 255]], { shape: [2, 2, 1] }),
  ],
  ['values[0][0] is -2 but a value from -1 to 1', () => dataset([[-2]], { range: [-1, 1] })],
  ['dataset: range is [1,0] but [minimum, maximum]', () => dataset([[1]], { range: [1, 0] })],
  ['dataset: labels has 1 entries but there are 2 examples', () => dataset([[1], [2]], { labels: [1] })],
  ['dataset: labels[1] is 0.5 but an integer', () => dataset([[1], [2]], { labels: [1, 0.5] })],
  ['dataset: labels[0] is -1 but an integer', () => dataset([[1]], { labels: [-1] })],
  ['dataset: labels is 3 but an array of one class', () => dataset([[1]], { labels: 3 as never })],
  ['dataset: values[3] is NaN but a finite number', () => dataset(new Float32Array([1, 2, 3, NaN]), { shape: [2] })],
  ["dataset: options has 'Shape' but 'shape' was expected", () => dataset([[1]], { Shape: [1] } as never)],
  ['dataset: shape is [undefined,28,1] but', () => dataset([[1]], { shape: withHole([1, 28, 1], 0) })],
])('%s', (message, act) => {
  expect(act).toThrow(message);
});

describe('what is no number is not taken for one', () => {
  const rows = (value: unknown) => Array.from({ length: 5 }, (_, i) => (i === 3 ? [1, value] : [1, 2])) as number[][];

  test.each([
    ['null', null],
    ['undefined', undefined],
    ["''", ''],
    ["'0x10'", '0x10'],
    ["'3'", '3'],
    ['true', true],
    ['{}', { valueOf: () => 3 }],
    ['1', 1n],
    ['[1]', [1]],
  ])('%s', (shown, value) => {
    const message = `[1] is ${shown} but a finite number was expected`;
    expect(() => dataset(rows(value))).toThrow(`dataset: values[3]${message}`);
    const others = { data: new Float32Array([1]), label: value as never };
    if (value === undefined) return;
    expect(() => dataset([[1]]).map(() => others)).toThrow(`dataset.map: change returned label ${shown}`);
    expect(() => dataset([[1], [2]], { labels: [0, value] as never })).toThrow(`dataset: labels[1] is ${shown}`);
  });

  test('a hole in a row, in the rows, in the labels', () => {
    expect(() => dataset([withHole([1, 2], 1)])).toThrow('dataset: values[0][1] is undefined but');
    expect(() => dataset(withHole([[1], [2], [3]], 1))).toThrow('dataset: values[1] is undefined but a row of numbers');
    expect(() => dataset(withHole([[1], [2]], 0))).toThrow('dataset: values[0] is undefined but a row of numbers');
    expect(() => dataset([[1], [2]], { labels: withHole([1, 2], 1) })).toThrow('dataset: labels[1] is undefined but');
  });

  test('a column of rows for one row', () => {
    expect(() => dataset([[[1], [2]]] as never)).toThrow(
      /values\[0\]\[0\] is \[1\] but .* a row is flat, and \{ shape \}/,
    );
  });

  test('a number too large for float32, which would become Infinity', () => {
    expect(() => dataset([[1, 1e39]])).toThrow('dataset: values[0][1] is 1e+39 but a number that float32 can hold');
    expect(() => dataset(new Float64Array([1e39]), { shape: [1] })).toThrow(
      'values[0] is 1e+39 but a number that float32',
    );
  });
});

test('a refusal looks at no more of the values than it shows', () => {
  let read = 0;
  const many = new Proxy(new Array<number>(1e6).fill(1), {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) read++;
      return Reflect.get(target, key, receiver);
    },
  });
  expect(() => dataset(many as never)).toThrow('values[0] is 1 but');
  expect(() => dataset({ data: many } as never)).toThrow('dataset: values is {"data":[1,1,1');
  expect(read).toBeLessThan(200);
});

test('images out of [0, 1] are allowed where that is said', () => {
  expect(dataset([[0, 255]], { shape: [1, 2, 1], range: 'any' }).at(0).data[1]).toBe(255);
});
