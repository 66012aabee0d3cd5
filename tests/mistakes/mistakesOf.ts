import { dataset } from '@latentkit/datasets';
import { ones, Tensor } from '@tensorflow/tfjs-core';
import type { MistakeName } from './call.ts';

type Mistakes = Partial<Record<MistakeName, () => unknown>>;

/** What people pass by mistake in the place of a value that is right: found from what kind of value it is. */
export function mistakesOf(argument: string, value: unknown): Mistakes {
  const always: Mistakes = { nothing: () => undefined, null: () => null };
  if (value instanceof Tensor) {
    const { shape, dtype } = value;
    return {
      ...always,
      array: () => [[1, 2]],
      'typed array': () => new Float32Array(2),
      'batch object': () => ({ data: ones(shape), label: ones([shape[0] ?? 1]) }),
      disposed: () => {
        const gone = ones(shape, dtype);
        gone.dispose();
        return gone;
      },
      ...(dtype === 'float32' && {
        int32: () => ones(shape, 'int32'),
        bool: () => ones(shape, 'bool'),
      }),
    };
  }
  if (typeof value === 'number') return { ...always, text: () => '1', NaN: () => Number.NaN };
  if (typeof value === 'string') return { ...always, number: () => 3 };
  if (isKey(argument, value)) {
    return { ...always, number: () => 3, 'empty object': () => ({ seed: 5 }), 'null within': () => [null, 1] };
  }
  if (Array.isArray(value)) {
    return {
      ...always,
      number: () => 3,
      'null within': () => [null, ...value.slice(1)],
      'a hole': () => {
        const holed = [...value];
        delete holed[0];
        return holed;
      },
    };
  }
  if (ArrayBuffer.isView(value)) return { ...always, number: () => 3 };
  if (isOptions(argument)) {
    return { ...always, number: () => 3, 'unknown option': () => ({ ...(value as object), Misspelt: 1 }) };
  }
  if (isBatches(value)) return { ...always, number: () => 3, array: () => [], 'data set': () => dataset([[1, 2]]) };
  if (typeof value === 'object') return { ...always, number: () => 3, 'empty object': () => ({}) };
  return { ...always, number: () => 3, 'empty object': () => ({}) };
}

function isKey(argument: string, value: unknown): boolean {
  return /key$/i.test(argument) && Array.isArray(value);
}

function isOptions(argument: string): boolean {
  return /options$/i.test(argument);
}

function isBatches(value: unknown): boolean {
  return typeof (value as { epoch?: unknown } | null)?.epoch === 'function';
}
