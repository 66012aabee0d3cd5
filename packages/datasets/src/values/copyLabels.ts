import { show } from '@latentkit/check';

/**
 * A copy of the classes of `count` examples.
 *
 * @throws TypeError unless an array, RangeError unless it has one integer of at least 0 for each example
 */
export function copyLabels(caller: string, labels: ArrayLike<number>, count: number): Int32Array {
  if (!(Array.isArray(labels) || (ArrayBuffer.isView(labels) && 'length' in labels))) {
    throw new TypeError(
      `${caller}: labels is ${show(labels)} but an array of one class for each example was expected.`,
    );
  }
  if (labels.length !== count) {
    throw new RangeError(`${caller}: labels has ${labels.length} entries but there are ${count} examples.`);
  }
  const copy = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const label: unknown = labels[i];
    if (!isLabel(label)) {
      throw new RangeError(`${caller}: labels[${i}] is ${show(label)} but an integer of at least 0 was expected.`);
    }
    copy[i] = label;
  }
  return copy;
}

/** Whether it is a class: an integer of at least 0 that int32 can hold. */
export function isLabel(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fffffff;
}
