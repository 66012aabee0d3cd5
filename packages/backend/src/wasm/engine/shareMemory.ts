/** The limits of a memory in a binary: whether it has a most, and whether it is shared. */
const SHARED_WITH_MOST = 3;
/** 65,536 pages, 4 GiB, as WebAssembly spells numbers. */
const MOST_PAGES = [0x80, 0x80, 0x04];

const IMPORTS = 2;
const MEMORIES = 5;

/**
 * The same WebAssembly module with its memory, of its own or imported, as one that threads share. Threads are a matter
 * of the memory alone: the rest of the code stays as it is, since what threads compute does not overlap.
 *
 * @param binary with one memory, and, if it is imported, no other import
 * @returns the changed copy
 * @throws Error for a module that is not like that
 */
export function shareMemory(binary: Uint8Array): Uint8Array<ArrayBuffer> {
  for (let at = 8; at < binary.length; ) {
    const section = binary[at]!;
    const [size, start] = number(binary, at + 1);
    if (section === MEMORIES) return withLimits(binary, at, start + 1, start + size);
    // One import, its module's name, its own, and that it is a memory.
    if (section === IMPORTS && binary[start] === 1) {
      const name = start + 2 + binary[start + 1]!;
      const kind = name + 1 + binary[name]!;
      if (binary[kind] === 2) return withLimits(binary, at, kind + 1, start + size);
    }
    at = start + size;
  }
  throw new Error('shareMemory: binary has no memory but one was expected.');
}

/** Writes new limits in place of those that begin at `limits`, the last of a section that begins at `section`. */
function withLimits(binary: Uint8Array, section: number, limits: number, end: number): Uint8Array<ArrayBuffer> {
  const least = limits + 1;
  const [, afterLeast] = number(binary, least);
  const [, body] = number(binary, section + 1);
  const content = [
    ...binary.subarray(body, limits),
    SHARED_WITH_MOST,
    ...binary.subarray(least, afterLeast),
    ...MOST_PAGES,
  ];
  if (content.length > 127) throw new Error('shareMemory: binary has more before its memory than was expected.');
  return Uint8Array.from([...binary.subarray(0, section + 1), content.length, ...content, ...binary.subarray(end)]);
}

/** A number of the binary format, and where it ends. */
function number(binary: Uint8Array, at: number): [number, number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = binary[at++]!;
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}

const isIsolated = () => (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;

/** Whether threads can share a memory here: in Node, and in a page that is cross-origin isolated. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && isIsolated() !== false;
}

/** Why they do not. */
export function whyNotShared(): string {
  return isIsolated() === false
    ? 'the page is not cross-origin isolated'
    : 'memory cannot be shared between threads here';
}
