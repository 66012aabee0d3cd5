import { finiteDifference } from '@latentkit/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { OpCase } from './opCase.ts';
import type { Plain } from './plain.ts';

/** `right`, or what is wrong, or what was thrown. */
export type Cell = 'right' | `wrong: ${string}` | `error: ${string}`;

/** What the table says of one op on one backend. */
export interface Verdict {
  readonly first: Cell;
  readonly second: Cell;
}

// An op y(x) is tested by the gradient of L(x) = Σ (y + w)², and by the derivative of that gradient along a direction r.
// The square makes the gradient of every op depend on what comes out of it. Few ops and few shapes: on a software
// renderer most of the time goes into compiling.
const weight = (i: number) => 0.6 + 0.5 * Math.sin(2.1 * i + 0.4);
const direction = (i: number) => Math.cos(1.7 * i + 0.3);

interface Expected {
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const known = new Map<OpCase, Expected>();

/** By differences in float64. */
function expectedOf(opCase: OpCase): Expected {
  const before = known.get(opCase);
  if (before) return before;
  const { inputs, plain } = opCase;
  const point = Float64Array.from(inputs.flatMap(({ data }) => [...data]));
  const apply = (x: Float64Array) => plain(...cut(x, inputs)).data;
  const loss = (x: Float64Array) => apply(x).reduce((sum, y, i) => sum + (y + weight(i)) ** 2, 0);
  const gradient = (step: number) =>
    finiteDifference(
      loss,
      point.map((x, i) => x + step * direction(i)),
      { step: 1e-4 },
    );
  const step = 1e-3;
  const [above, below] = [gradient(step), gradient(-step)];
  const expected = {
    value: apply(point),
    first: finiteDifference(loss, point),
    second: above.map((x, i) => (x - below[i]!) / (2 * step)),
  };
  known.set(opCase, expected);
  return expected;
}

/** One flat array as the arrays that it holds, one after the other. */
function cut(x: Float64Array, like: readonly Plain[]): Plain[] {
  let place = 0;
  return like.map(({ shape, data: { length } }) => {
    place += length;
    return { shape, data: x.subarray(place - length, place) };
  });
}

/** How an op does on the active backend. */
export async function verdictOf(opCase: OpCase): Promise<Verdict> {
  const expected = expectedOf(opCase);
  const variables = opCase.inputs.map(({ shape, data }) =>
    tf.tidy(() => tf.variable(tf.tensor(Float32Array.from(data), [...shape]))),
  );
  try {
    const both = await attempt(() => differentiate(opCase, variables, 2));
    if (!('error' in both)) {
      const { value, first, second } = both.result;
      const wrongValue = compare('value', value, expected.value, 1e-3);
      return {
        first: wrongValue ?? compare('first gradient', first, expected.first, 5e-3) ?? 'right',
        second: wrongValue ?? compare('second gradient', second!, expected.second, 5e-3) ?? 'right',
      };
    }
    const one = await attempt(() => differentiate(opCase, variables, 1));
    if ('error' in one) return { first: one.error, second: one.error };
    const { value, first } = one.result;
    return {
      first:
        compare('value', value, expected.value, 1e-3) ??
        compare('first gradient', first, expected.first, 5e-3) ??
        'right',
      second: both.error,
    };
  } finally {
    tf.dispose(variables);
  }
}

async function attempt<T>(run: () => Promise<T>): Promise<{ result: T } | { error: `error: ${string}` }> {
  const scopes = tf.engine().state.scopeStack.length;
  try {
    return { result: await run() };
  } catch (error) {
    // What tfjs leaves open when something throws while it differentiates.
    while (tf.engine().state.scopeStack.length > scopes) tf.engine().endScope();
    return { error: `error: ${(error as Error).message.split('\n')[0]!.trim()}` };
  }
}

async function differentiate({ tensor }: OpCase, variables: tf.Variable[], order: 1 | 2) {
  const { value, first, second } = tf.tidy(() => {
    let value: tf.Tensor | undefined;
    const loss = (...x: tf.Tensor[]) => {
      const y = tensor(...x);
      value = tf.keep(tf.clone(y));
      const weights = tf.tensor(
        Array.from({ length: y.size }, (_, i) => weight(i)),
        y.shape,
      );
      return tf.sum(tf.square(tf.add(y, weights)));
    };
    const gradient = () =>
      tf
        .grads(loss)(variables)
        .map((g) => tf.keep(g));
    if (order === 1) return { first: gradient(), value: value!, second: undefined };
    let first: tf.Tensor[] = [];
    const along = () => {
      first = gradient();
      let place = 0;
      const terms = first.map((g) => {
        const r = tf.tensor(
          Array.from({ length: g.size }, (_, i) => direction(place + i)),
          g.shape,
        );
        place += g.size;
        return tf.sum(tf.mul(g, r));
      });
      return terms.reduce((a, b) => tf.add(a, b)) as tf.Scalar;
    };
    const grads = gradientsOf(along, variables);
    const second = variables.map((x) => tf.keep(grads[x.name] ?? tf.zeros(x.shape)));
    return { value: value!, first, second };
  });
  const read = async (tensors: tf.Tensor[]) =>
    (await Promise.all(tensors.map((x) => x.data()))).flatMap((values) => [...values]);
  const result = { value: await read([value]), first: await read(first), second: second && (await read(second)) };
  tf.dispose([value, first, second ?? []]);
  return result;
}

/** Where there is no path at all to any variable tfjs throws; as where it leaves one out, that is a gradient of zero. */
function gradientsOf(f: () => tf.Scalar, variables: tf.Variable[]): tf.NamedTensorMap {
  try {
    return tf.variableGrads(f, variables).grads;
  } catch (error) {
    if (/Cannot find a connection|Cannot compute gradient of y=f\(x\)/.test((error as Error).message)) return {};
    throw error;
  }
}

function compare(what: string, got: readonly number[], wanted: Float64Array, tolerance: number): Cell | undefined {
  if (got.length !== wanted.length) return `wrong: ${what} has ${got.length} numbers, not ${wanted.length}`;
  const scale = wanted.reduce((most, x) => Math.max(most, Math.abs(x)), 0.1);
  const bad = wanted.findIndex((x, i) => !(Math.abs(got[i]! - x) <= tolerance * (Math.abs(x) + 0.3 * scale)));
  if (bad < 0) return undefined;
  return `wrong: ${what} at ${bad} is ${got[bad]!.toPrecision(6)}, not ${wanted[bad]!.toPrecision(6)}`;
}
