/** Random bits by position, as `threefry.ts` of `@latentkit/random` makes them on the host. */

// @ts-ignore: decorator
@inline
function rotate(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

// @ts-ignore: decorator
@inline
function plus(x: v128, n: i32): v128 {
  return i32x4.add(x, i32x4.splat(n));
}

/**
 * Four words, of the counters (0, i) to (0, i + 3): Threefry-2x32 with 20 rounds and the exclusive or of its two words,
 * which is what JAX takes as 32 random bits. The words of the key are given four times over.
 */
// @ts-ignore: decorator
@inline
export function randomBits(k0: v128, k1: v128, i: i32): v128 {
  const k2 = v128.xor(v128.xor(k0, k1), i32x4.splat(0x1bd11bda));
  let a = k0;
  let b = i32x4.add(i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3)), k1);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 6), a);
  a = i32x4.add(a, k1);
  b = i32x4.add(b, plus(k2, 1));

  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 17), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 29), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 16), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 24), a);
  a = i32x4.add(a, k2);
  b = i32x4.add(b, plus(k0, 2));

  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 6), a);
  a = i32x4.add(a, k0);
  b = i32x4.add(b, plus(k1, 3));

  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 17), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 29), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 16), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 24), a);
  a = i32x4.add(a, k1);
  b = i32x4.add(b, plus(k2, 4));

  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotate(b, 6), a);
  a = i32x4.add(a, k2);
  b = i32x4.add(b, plus(k0, 5));
  return v128.xor(a, b);
}
