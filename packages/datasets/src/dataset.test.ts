import { expect, test } from 'vitest';
import { dataset } from './dataset.ts';

test('rows, flat floats and flat bytes', () => {
  expect(dataset([[1, 2], new Float32Array([3, 4])]).at(1).data).toEqual(new Float32Array([3, 4]));
  const floats = dataset(new Float32Array([0, 0.25, 0.5, 1]), { shape: [2, 1, 1] });
  expect([floats.length, floats.shape, [...floats.at(1).data]]).toEqual([2, [2, 1, 1], [0.5, 1]]);
  const bytes = dataset(new Uint8Array([0, 51, 102, 255]), { shape: [1, 2, 1], labels: [4, 5] });
  expect(bytes.at(0)).toEqual({ data: Float32Array.from([0, 0.2]), label: 4 });
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
  ["dataset: values is 'abc' but a Float32Array", () => dataset('abc' as never)],
  ['dataset: values is [1,2] but a Float32Array, a Uint8Array or an array of rows', () => dataset([1, 2] as never)],
  ['dataset: values[1] has 1 values but values[0] has 2', () => dataset([[1, 2], [3]])],
  ['dataset: shape is undefined but the shape of one example', () => dataset(new Float32Array(4))],
  ['dataset: shape is [0] but', () => dataset(new Float32Array(4), { shape: [0] })],
  [
    'dataset: values has 5 values but shape [2] takes a multiple of 2',
    () => dataset(new Float32Array(5), { shape: [2] }),
  ],
  ['dataset: values has rows of 2 values but shape [3] takes 3', () => dataset([[1, 2]], { shape: [3] })],
  [
    'dataset: value 1 of example 1 is NaN but a finite number',
    () =>
      dataset([
        [1, 2],
        [3, Number.NaN],
      ]),
  ],
  ['dataset: value 0 of example 0 is Infinity but a finite number', () => dataset([[Infinity]])],
  [
    'value 3 of example 0 is 255 but a value from 0 to 1 was expected: rescale',
    () => dataset([[0, 0, 0, 255]], { shape: [2, 2, 1] }),
  ],
  ['value 0 of example 0 is -2 but a value from -1 to 1', () => dataset([[-2]], { range: [-1, 1] })],
  ['dataset: range is [1,0] but [minimum, maximum]', () => dataset([[1]], { range: [1, 0] })],
  ['dataset: labels has 1 entries but there are 2 examples', () => dataset([[1], [2]], { labels: [1] })],
  ['dataset: labels[1] is 0.5 but an integer', () => dataset([[1], [2]], { labels: [1, 0.5] })],
  ['dataset: labels[0] is -1 but an integer', () => dataset([[1]], { labels: [-1] })],
])('%s', (message, act) => {
  expect(act).toThrow(message);
});

test('images out of [0, 1] are allowed where that is said', () => {
  expect(dataset([[0, 255]], { shape: [1, 2, 1], range: 'any' }).at(0).data[1]).toBe(255);
});
