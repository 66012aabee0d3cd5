import { assertInteger, assertTensor, checkOptions, isTensor, sameShape, show, showShape } from '@latentkit/check';
import * as tf from '@tensorflow/tfjs-core';
import { type Tensor, type Tensor1D, type Tensor2D, where, zerosLike } from '@tensorflow/tfjs-core';
import type { ApplyOptions, ContextSize } from '../network.ts';

/** What a layer reads from the context: a vector for each example. */
export interface ContextVector {
  readonly size: number;
  /** `[batch, size]`. @throws TypeError, RangeError unless the context has it for each example */
  read(options: ApplyOptions | undefined, batch: number): Tensor2D;
}

/** A vector, or labels taken one-hot, that `caller` reads under a name. @throws TypeError, RangeError for another size */
export function contextVector(caller: string, name: string, size: ContextSize): ContextVector {
  assertName(caller, name);
  if (typeof size === 'object') {
    const { classes } = checkOptions(caller, size, ['classes'], 'size');
    assertInteger(caller, 'size.classes', classes);
    return {
      size: classes,
      read: (options, batch) => oneHotOf(labelsIn(caller, name, options, batch), classes),
    };
  }
  assertInteger(caller, 'size', size);
  return {
    size,
    read(options, batch) {
      const value = inContext(caller, name, options);
      assertTensor(caller, `options.context.${name}`, value);
      assertContextShape(caller, name, value, [batch, size]);
      return value as Tensor2D;
    },
  };
}

/** The labels in the context, `[batch]`. @throws TypeError, RangeError unless int32 and one for each example */
export function labelsIn(caller: string, name: string, options: ApplyOptions | undefined, batch: number): Tensor1D {
  const labels = inContext(caller, name, options);
  assertTensor(caller, `options.context.${name}`, labels, ['int32']);
  assertContextShape(caller, name, labels, [batch]);
  return labels as Tensor1D;
}

/** @throws TypeError unless text that is not empty */
export function assertName(caller: string, name: unknown): asserts name is string {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`${caller}: name is ${show(name)} but the name of a tensor in the context was expected.`);
  }
}

/** Rows of a table by label; a label that is no row gets NaN. It is a product, as its gradient is faster than a look-up's. */
export function rowsOf(table: Tensor2D, labels: Tensor1D): Tensor2D {
  return tf.matMul(oneHotOf(labels, table.shape[0]), table);
}

/** NaN throughout a row whose label is none of `0 … classes − 1`. */
function oneHotOf(labels: Tensor1D, classes: number): Tensor2D {
  const known = tf.logicalAnd(tf.greaterEqual(labels, 0), tf.less(labels, classes));
  const zero = zerosLike(tf.cast(labels, 'float32'));
  const poison = where(known, zero, tf.fill(zero.shape, Number.NaN));
  return tf.add(tf.cast(tf.oneHot(labels, classes), 'float32'), tf.expandDims(poison, 1)) as Tensor2D;
}

function inContext(caller: string, name: string, { context }: ApplyOptions = {}): Tensor {
  if (context && Object.hasOwn(context, name) && context[name] !== undefined) return context[name];
  const names = Object.keys(context ?? {});
  const has = isTensor(context) ? show(context) : names.length > 0 ? names.join(', ') : 'nothing';
  throw new TypeError(`${caller}: options.context has no ${name} but a tensor was expected. It has ${has}.`);
}

function assertContextShape(caller: string, name: string, { shape }: Tensor, expected: readonly number[]): void {
  if (sameShape(shape, expected)) return;
  throw new RangeError(
    `${caller}: options.context.${name} has shape ${showShape(shape)} but ${showShape(expected)} was expected.`,
  );
}
