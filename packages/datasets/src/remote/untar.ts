import { parseTar } from 'nanotar';
import { CorruptFileError } from '../errors.ts';

/** The named members of a tar archive, wherever in it they lie. @throws CorruptFileError where one is not there whole. */
export function untar(bytes: Uint8Array<ArrayBuffer>, names: readonly string[], archive: string): Uint8Array[] {
  // The parser looks at the whole memory behind the bytes.
  const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  const members = new Map<string, Uint8Array | undefined>();
  try {
    for (const { name, data } of parseTar(whole)) members.set(name.slice(name.lastIndexOf('/') + 1), data);
  } catch (cause) {
    throw new CorruptFileError(`${archive}: the tar archive is truncated or damaged.`, { cause });
  }
  return names.map((name) => {
    const member = members.get(name);
    if (!member) throw new CorruptFileError(`${archive}: the archive has no ${name}.`);
    return member;
  });
}
