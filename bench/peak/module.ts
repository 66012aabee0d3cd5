const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;
const ADD = [0xfd, 0xe4, 0x01];
const MULTIPLY = [0xfd, 0xe6, 0x01];
const MULTIPLY_ADD = [0xfd, 0x85, 0x02];
const SPLAT = [0xfd, 0x13];
const FIRST_LANE = [0xfd, 0x1f, 0];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];

/** How often the loop's body is repeated, so that counting costs next to nothing. */
export const UNROLLED = 4;

/** What a module does: so many independent chains of x ← x · a + b, fused into one instruction or not. */
export interface Variant {
  readonly chains: number;
  readonly fused: boolean;
}

/**
 * A WebAssembly module with one function, `run(n: i32) -> f32`, that takes each chain `n · UNROLLED` steps further on
 * vectors of four. Written byte by byte: it is too small for a compiler, and nothing is to be optimised away.
 */
export function peakModule({ chains, fused }: Variant): Uint8Array<ArrayBuffer> {
  const [n, a, b] = [0, chains + 1, chains + 2];
  const links = Array.from({ length: chains }, (_, i) => i + 1);
  const start = [...links, a, b].flatMap((local) => [
    0x43,
    ...float(local === a ? 0.5 : local === b ? 0.25 : local),
    ...SPLAT,
    ...set(local),
  ]);
  const link = (x: number) => [
    ...get(x),
    ...get(a),
    ...(fused ? [...get(b), ...MULTIPLY_ADD] : [...MULTIPLY, ...get(b), ...ADD]),
    ...set(x),
  ];
  const body = Array.from({ length: UNROLLED }, () => links.flatMap(link)).flat();
  const count = [...get(n), 0x41, 1, 0x6b, 0x22, n];
  const loop = [0x03, 0x40, ...body, ...count, 0x0d, 0, 0x0b];
  const sum = [...get(1), ...links.slice(1).flatMap((x) => [...get(x), ...ADD]), ...FIRST_LANE];
  const code = [1, chains + 2, V128, ...start, ...loop, ...sum, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 1, I32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, 0x72, 0x75, 0x6e, 0, 0]),
    ...section(10, [1, ...sized(code)]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

function sized(content: readonly number[]): number[] {
  const length: number[] = [];
  let rest = content.length;
  for (; rest > 127; rest >>= 7) length.push((rest & 127) | 128);
  return [...length, rest, ...content];
}

function float(value: number): number[] {
  return [...new Uint8Array(new Float32Array([value]).buffer)];
}
