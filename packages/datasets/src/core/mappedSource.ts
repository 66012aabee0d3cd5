import { show, showShape } from '@latentkit/check';
import { sizeOf } from '@latentkit/shared';
import { isLabel } from '../values/copyLabels.ts';
import { kindOf } from '../values/flatten.ts';
import type { Example, LabelledExample } from './example.ts';
import { exampleOf, type Source } from './source.ts';

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
    assertResult(result, index, size, shape);
    return result;
  };
  const labelled = mapped(first).label !== undefined;
  return {
    length: source.length,
    shape,
    labelled,
    read(index, target, offset) {
      const result = mapped(index);
      if (labelled !== (result.label !== undefined)) {
        throw new RangeError('dataset.map: change gave a label for some examples but not for others.');
      }
      target.set(result.data, offset);
      return result.label ?? 0;
    },
  };
}

/** Examples are named by their place in the source: the order in which they are asked for says little. */
function assertResult(result: LabelledExample, index: number, size: number, shape: readonly number[]): void {
  const found = 'dataset.map: change returned';
  if (kindOf(result?.data) !== 'Float32Array' || Object.keys(result).some((key) => key !== 'data' && key !== 'label')) {
    throw new TypeError(`${found} ${show(result)} but { data: Float32Array } or { data, label } was expected.`);
  }
  const { data } = result;
  if (data.length !== size) {
    throw new RangeError(
      `${found} ${data.length} values but shape ${showShape(shape)} has ${size}: pass the new shape as { shape }.`,
    );
  }
  for (let i = 0; i < size; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new RangeError(`${found} data[${i}] = ${data[i]} for example ${index} but a finite number was expected.`);
  }
  if (result.label !== undefined && !isLabel(result.label)) {
    throw new RangeError(
      `${found} label ${show(result.label)} for example ${index} but an integer of at least 0 was expected.`,
    );
  }
}
