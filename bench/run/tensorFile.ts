import { readFileSync, writeFileSync } from 'node:fs';
import type { Values } from '../cases/case.ts';

interface Entry {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [begin: number, end: number];
}

/** Writes named float32 tensors as a safetensors file, which every implementation reads for itself. */
export function writeTensors(path: string, tensors: Readonly<Record<string, Values>>): void {
  const entries: Record<string, Entry> = {};
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    entries[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const json = JSON.stringify(entries);
  const header = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeUInt32LE(header.length);
  const data = Object.values(tensors).map(({ values }) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  );
  writeFileSync(path, Buffer.concat([length, header, ...data]));
}

/** Reads what {@link writeTensors} wrote. */
export function readTensors(path: string): Record<string, Values> {
  const bytes = readFileSync(path);
  const start = 8 + bytes.readUInt32LE();
  const entries: Record<string, Entry> = JSON.parse(bytes.toString('utf8', 8, start));
  return Object.fromEntries(
    Object.entries(entries).map(
      ([
        name,
        {
          shape,
          data_offsets: [begin, end],
        },
      ]) => {
        const values = new Float32Array(
          bytes.buffer.slice(bytes.byteOffset + start + begin, bytes.byteOffset + start + end),
        );
        return [name, { shape, values }];
      },
    ),
  );
}
