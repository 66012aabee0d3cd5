import type { Source } from '../core/source.ts';
import { CorruptFileError } from '../errors.ts';

const side = 32;
const plane = side * side;
const record = 1 + 3 * plane;

/** The examples of CIFAR-10's binary files, one after the other. A record is a class and three planes of bytes. */
export function cifarSource(caller: string, files: readonly Uint8Array[], labelled: boolean): Source {
  const counts = files.map((file) => file.length / record);
  const wrong = counts.findIndex((count) => !Number.isInteger(count) || count === 0 || count !== counts[0]);
  if (wrong >= 0) {
    throw new CorruptFileError(
      `${caller}: batch ${wrong + 1} has ${files[wrong]!.length} bytes but whole records of ${record}, as many in each batch, were expected.`,
    );
  }
  const perFile = counts[0]!;
  const labels = files.flatMap((file) => Array.from({ length: perFile }, (_, i) => file[i * record]!));
  const bad = labels.findIndex((label) => label > 9);
  if (bad >= 0) throw new CorruptFileError(`${caller}: record ${bad} has the class ${labels[bad]} but there are 10.`);
  return {
    length: labels.length,
    shape: [side, side, 3],
    labelled,
    read(index, target, offset) {
      const file = files[Math.floor(index / perFile)]!;
      const start = (index % perFile) * record + 1;
      for (let pixel = 0; pixel < plane; pixel++) {
        for (let channel = 0; channel < 3; channel++) {
          target[offset + 3 * pixel + channel] = file[start + channel * plane + pixel]! / 255;
        }
      }
      return labels[index]!;
    },
  };
}
