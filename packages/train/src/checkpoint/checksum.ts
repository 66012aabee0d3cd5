import type { NamedArray } from '../safetensors/namedArray.ts';

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * CRC-32, as in gzip and PNG, of `bytes` after those that gave `before`. Not a safeguard against malice, and need not be:
 * whoever forges the weights forges the checksum. It is here and not from Web Crypto because that is asynchronous, and
 * missing on pages without https.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/**
 * The checksum of all that a checkpoint holds: its metadata, and every tensor's name, type, shape and values. Of the
 * content and not of the file, in which another program may put the same in another order.
 *
 * @param metadata without the checksum itself
 * @returns eight hexadecimal digits
 */
export function checksumOf(
  tensors: Readonly<Record<string, NamedArray>>,
  metadata: Readonly<Record<string, string>>,
): string {
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  let crc = crc32(text(sorted(metadata)));
  for (const [name, { dtype, shape, data }] of sorted(tensors)) {
    crc = crc32(text([name, dtype, shape]), crc);
    crc = crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), crc);
  }
  return crc.toString(16).padStart(8, '0');
}

function sorted<V>(record: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
