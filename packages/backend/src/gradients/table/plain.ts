import { sizeOf } from '@latentkit/shared';

/** An array of float64 numbers with a shape: what the reference implementations of the table compute with. */
export interface Plain {
  readonly shape: readonly number[];
  /** Row by row. */
  readonly data: Float64Array;
}

/** Calls `visit` with every index of `shape`, row by row. The index is the same array each time. */
function eachIndex(shape: readonly number[], visit: (index: readonly number[], place: number) => void): void {
  const index = shape.map(() => 0);
  for (let place = 0, size = sizeOf(shape); place < size; place++) {
    visit(index, place);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
}

/** The array that has `value(index)` at each index. */
export function build(shape: readonly number[], value: (index: readonly number[]) => number): Plain {
  const data = new Float64Array(sizeOf(shape));
  eachIndex(shape, (index, place) => {
    data[place] = value(index);
  });
  return { shape, data };
}

/** Σ value(index) over every index of `shape`. */
export function total(shape: readonly number[], value: (index: readonly number[]) => number): number {
  let sum = 0;
  eachIndex(shape, (index) => {
    sum += value(index);
  });
  return sum;
}

/** `x` at an index, broadcast to it as NumPy does: aligned at the last axis, and an axis of length one is everywhere. */
export function at({ shape, data }: Plain, index: readonly number[]): number {
  const skip = index.length - shape.length;
  let place = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    place = place * shape[axis]! + (shape[axis] === 1 ? 0 : index[axis + skip]!);
  }
  return data[place]!;
}

/** `x` at an index, or `outside` where there is nothing. */
export function atOr(x: Plain, index: readonly number[], outside: number): number {
  return index.every((i, axis) => i >= 0 && i < x.shape[axis]!) ? at(x, index) : outside;
}

/** A function of numbers, applied to each. */
export const map =
  (f: (x: number) => number) =>
  ({ shape, data }: Plain): Plain => ({ shape, data: data.map(f) });

/** A function of two numbers, applied with broadcasting. */
export const zip =
  (f: (a: number, b: number) => number) =>
  (a: Plain, b: Plain): Plain =>
    build(broadcast(a.shape, b.shape), (index) => f(at(a, index), at(b, index)));

/** The shape that two shapes broadcast to. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(a[axis + a.length - rank] ?? 1, b[axis + b.length - rank] ?? 1),
  );
}

/** A function of the numbers along some axes, which the result does not have. Without axes: of all numbers. */
export const reduce =
  (f: (x: readonly number[]) => number, axes?: readonly number[]) =>
  (x: Plain): Plain => {
    const gone = (axis: number) => !axes || axes.includes(axis);
    const within = x.shape.filter((_, axis) => gone(axis));
    return build(
      x.shape.filter((_, axis) => !gone(axis)),
      (kept) => {
        const values: number[] = [];
        eachIndex(within, (inner) => {
          let [i, j] = [0, 0];
          values.push(
            at(
              x,
              x.shape.map((_, axis) => (gone(axis) ? inner[j++]! : kept[i++]!)),
            ),
          );
        });
        return f(values);
      },
    );
  };

/** A function from the last axis to an axis as long as what it gives. */
export const alongLast =
  (f: (x: readonly number[]) => readonly number[]) =>
  ({ shape, data }: Plain): Plain => {
    const length = shape.at(-1)!;
    const rows = Array.from({ length: data.length / length }, (_, i) =>
      f([...data.subarray(i * length, (i + 1) * length)]),
    );
    return { shape: [...shape.slice(0, -1), rows[0]!.length], data: Float64Array.from(rows.flat()) };
  };

/** `x` with another shape. */
export const reshaped = ({ data }: Plain, shape: readonly number[]): Plain => ({ shape, data });
