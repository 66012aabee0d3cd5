import { fc } from '@latentkit/testing/properties';
import { describe, expect, test } from 'vitest';
import { CorruptFileError } from './errors.ts';
import { idx } from './idx.ts';
import { gzip } from './testing/files.ts';

const types = [
  ['uint8', 8, 1, 'setUint8', fc.integer({ min: 0, max: 255 })],
  ['int8', 9, 1, 'setInt8', fc.integer({ min: -128, max: 127 })],
  ['int16', 11, 2, 'setInt16', fc.integer({ min: -32768, max: 32767 })],
  ['int32', 12, 4, 'setInt32', fc.integer()],
  ['float32', 13, 4, 'setFloat32', fc.float()],
  ['float64', 14, 8, 'setFloat64', fc.double()],
] as const;

describe.each(types)('%s', (type, code, width, set, value) => {
  test('any array comes back as it was, gzipped or not, wherever it lies in memory', async () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        shapes,
        fc.infiniteStream(value),
        fc.integer({ min: 0, max: 9 }),
        async (shape, stream, shift) => {
          const count = shape.reduce((product, size) => product * size, 1);
          const values = [...stream.take(count)];
          const start = 4 + 4 * shape.length;
          const bytes = new Uint8Array(shift + start + count * width).subarray(shift);
          const view = new DataView(bytes.buffer, shift);
          bytes.set([0, 0, code, shape.length]);
          for (const [axis, size] of shape.entries()) view.setUint32(4 + 4 * axis, size);
          for (const [i, v] of values.entries()) view[set](start + i * width, v);
          for (const file of [bytes, bytes.slice().buffer, await gzip(bytes)]) {
            const read = await idx(file);
            expect([read.type, read.shape, [...read.values]]).toEqual([type, shape, values]);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('corrupt files', () => {
  const good = new Uint8Array([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
  const hostile = new Uint8Array([0, 0, 14, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]);

  test.each([
    ['begins with nothing', new Uint8Array()],
    ['begins with 89 50 4e 47', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])],
    ['begins with 00 00 0a 01', new Uint8Array([0, 0, 10, 1, 0, 0, 0, 0])],
    ['begins with 00 00 08', good.subarray(0, 3)],
    ['ends within its header: 11 bytes for 2 axes', good.subarray(0, 11)],
    ['shape [2,3] of uint8 needs 6 bytes but 5 follow', good.subarray(0, 17)],
    ['1 bytes follow the 18 that shape [2,3] needs', new Uint8Array([...good, 0])],
    ['needs 6.338253', hostile],
  ])('%s', async (message, bytes) => {
    const reading = idx(bytes, { name: 'labels' });
    await expect(reading).rejects.toThrow(CorruptFileError);
    await expect(reading).rejects.toThrow(message.startsWith('needs') ? /needs \d\.\d+e\+29 bytes/ : message);
    await expect(reading).rejects.toThrow(/^labels: /);
  });

  test('a gzip stream that is cut or damaged', async () => {
    const packed = await gzip(good);
    for (const length of [2, 10, packed.length - 1]) {
      await expect(idx(packed.subarray(0, length))).rejects.toThrow(CorruptFileError);
    }
    const damaged = packed.slice();
    damaged[damaged.length - 6]! ^= 1;
    await expect(idx(damaged)).rejects.toThrow(CorruptFileError);
  });

  test('any bytes give a file or a CorruptFileError, never anything else', async () => {
    const header = fc.tuple(fc.constantFrom(8, 9, 11, 12, 13, 14, 7), fc.integer({ min: 0, max: 255 }));
    const bytes = fc
      .tuple(header, fc.uint8Array({ maxLength: 40 }))
      .map(([h, rest]) => new Uint8Array([0, 0, ...h, ...rest]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, fc.uint8Array({ maxLength: 40 })), async (file) => {
        await idx(file).catch((error) => expect(error).toBeInstanceOf(CorruptFileError));
      }),
    );
  });

  test('what is not bytes', async () => {
    await expect(idx('file' as never)).rejects.toThrow("idx: bytes is 'file' but a Uint8Array");
  });
});
