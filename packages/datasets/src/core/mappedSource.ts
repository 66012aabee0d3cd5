import { showShape } from '@latentkit/check';
import type { Example, LabelledExample } from './example.ts';
import { exampleOf, type Source, sizeOf } from './source.ts';

/** A source whose examples are computed from another's. Looks at one example at once, to learn whether it has a label. */
export function mappedSource(
  source: Source,
  change: (example: Example) => Example,
  shape: readonly number[],
  first: number,
): Source {
  const size = sizeOf(shape);
  const mapped = (index: number) => {
    const result = change(exampleOf(source, index)) as LabelledExample;
    assertResult(result, size, shape);
    return result;
  };
  const labelled = mapped(first).label !== undefined;
  return {
    length: source.length,
    shape,
    labelled,
    read(index, target, offset) {
      const { data, label } = mapped(index);
      if (labelled !== (label !== undefined)) {
        throw new RangeError('dataset.map: change gave a label for some examples but not for others.');
      }
      target.set(data, offset);
      return label ?? 0;
    },
  };
}

function assertResult(result: LabelledExample, size: number, shape: readonly number[]): void {
  if (!(result?.data instanceof Float32Array)) {
    throw new TypeError('dataset.map: change must return { data: Float32Array } or { data, label }.');
  }
  const { data, label } = result;
  if (data.length !== size) {
    throw new RangeError(
      `dataset.map: change returned ${data.length} values but shape ${showShape(shape)} has ${size}: pass the new shape as { shape }.`,
    );
  }
  if (!Number.isFinite(data.reduce((sum, value) => sum + value, 0))) {
    throw new RangeError('dataset.map: change returned a value that is not finite.');
  }
  if (label !== undefined && !(Number.isInteger(label) && label >= 0)) {
    throw new RangeError(`dataset.map: change returned label ${label} but an integer of at least 0 was expected.`);
  }
}
