/**
 * Elementary functions of four floats, within about two units in the last place; NaN stays NaN. `pmin` and `pmax` are one
 * instruction where `min` and `max` are many, and keep a NaN that comes first.
 */

// @ts-ignore: decorator
@inline
function all(x: f32): v128 {
  return f32x4.splat(x);
}

/** 2^n for whole numbers n from -126 to 127. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** eʳ − 1 − r for |r| at most ½ log 2: r² times a polynomial (Cephes). */
// @ts-ignore: decorator
@inline
function lessTangent(r: v128): v128 {
  let p = all(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), all(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), all(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), all(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), all(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), all(5.0000001201e-1));
  return f32x4.mul(p, f32x4.mul(r, r));
}

/** 1.5 · 2²³: what is added to it is rounded to a whole number, which then stands in the lowest bits. */
const ROUNDER: f32 = 12582912;

/** eˣ: 2ⁿ · eʳ with |r| at most ½ log 2. */
export function exponential(x: v128): v128 {
  // Beyond these the result is 0 or infinite.
  const bounded = f32x4.pmax(f32x4.pmin(x, all(90)), all(-105));
  const rounded = f32x4.add(f32x4.mul(bounded, all(1.44269504088896341)), all(ROUNDER));
  const n = f32x4.sub(rounded, all(ROUNDER));
  const r = f32x4.sub(f32x4.sub(bounded, f32x4.mul(n, all(0.693359375))), f32x4.mul(n, all(-2.1219444e-4)));
  const p = f32x4.add(f32x4.add(lessTangent(r), r), all(1));
  // In two halves, so that the largest and the smallest results are reached.
  const whole = i32x4.sub(rounded, all(ROUNDER));
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/** log x by the exponent of x and a polynomial for what is left, from √½ to √2 (Cephes). */
export function logarithm(x: v128): v128 {
  const tiny = f32x4.lt(x, all(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, all(33554432)), x, tiny);
  const bits = scaled;
  let e = i32x4.sub(i32x4.shr_u(bits, 23), i32x4.splat(126));
  e = i32x4.sub(e, v128.and(tiny, i32x4.splat(25)));
  let m = v128.or(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, all(0.707106781186547524));
  e = i32x4.add(e, low);
  m = f32x4.sub(f32x4.add(m, v128.and(m, low)), all(1));
  const z = f32x4.mul(m, m);
  let p = all(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, m), all(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(p, m), all(1.167699874e-1));
  p = f32x4.add(f32x4.mul(p, m), all(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, m), all(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, m), all(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, m), all(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, m), all(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, m), all(3.3333331174e-1));
  const f = f32x4.convert_i32x4_s(e);
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = f32x4.add(y, f32x4.mul(f, all(-2.1219444e-4)));
  y = f32x4.sub(y, f32x4.mul(z, all(0.5)));
  y = f32x4.add(f32x4.add(m, y), f32x4.mul(f, all(0.693359375)));
  y = v128.bitselect(all(-f32.MAX_VALUE * 2), y, f32x4.eq(x, all(0)));
  y = v128.bitselect(x, y, f32x4.eq(x, all(f32.MAX_VALUE * 2)));
  return v128.bitselect(all(NaN), y, v128.or(f32x4.lt(x, all(0)), f32x4.ne(x, x)));
}

/** log(1 + x) for x from 0 to 1: 2 artanh s = 2 (s + s³/3 + s⁵/5 + …), where s = x / (2 + x) is at most ⅓. */
// @ts-ignore: decorator
@inline
function logarithmOfOnePlus(x: v128): v128 {
  const s = f32x4.div(x, f32x4.add(all(2), x));
  const z = f32x4.mul(s, s);
  let p = all(1.0 / 15.0);
  p = f32x4.add(f32x4.mul(p, z), all(1.0 / 13.0));
  p = f32x4.add(f32x4.mul(p, z), all(1.0 / 11.0));
  p = f32x4.add(f32x4.mul(p, z), all(1.0 / 9.0));
  p = f32x4.add(f32x4.mul(p, z), all(1.0 / 7.0));
  p = f32x4.add(f32x4.mul(p, z), all(1.0 / 5.0));
  p = f32x4.add(f32x4.mul(p, z), all(1.0 / 3.0));
  const twice = f32x4.add(s, s);
  return f32x4.add(twice, f32x4.mul(twice, f32x4.mul(z, p)));
}

export function sigmoid(x: v128): v128 {
  return f32x4.div(all(1), f32x4.add(all(1), exponential(f32x4.neg(x))));
}

/** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|) */
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, all(0)), logarithmOfOnePlus(exponential(f32x4.neg(f32x4.abs(x)))));
}

export function hyperbolicTangent(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = all(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), all(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), all(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), all(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), all(-3.33332819422e-1));
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
  const large = f32x4.sub(all(1), f32x4.div(all(2), f32x4.add(exponential(f32x4.add(size, size)), all(1))));
  const signed = v128.or(large, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(small, signed, f32x4.lt(size, all(0.625)));
}

// @ts-ignore: decorator
@inline
function isNearZero(x: v128): v128 {
  return f32x4.le(f32x4.abs(x), all(0.34657359));
}

/** eˣ − 1, as exact near 0 as elsewhere. */
export function exponentialLessOne(x: v128): v128 {
  return v128.bitselect(f32x4.add(lessTangent(x), x), f32x4.sub(exponential(x), all(1)), isNearZero(x));
}

/** eˣ − 1 − x, what the exponential is above its tangent at 0: as exact near 0 as elsewhere, and never below 0. */
export function exponentialLessTangent(x: v128): v128 {
  return v128.bitselect(lessTangent(x), f32x4.sub(f32x4.sub(exponential(x), all(1)), x), isNearZero(x));
}

/** The error function, as a rational function of degree 13 over 8. */
export function errorFunction(x: v128): v128 {
  const t = f32x4.pmax(f32x4.pmin(x, all(3.832506856900711)), all(-3.832506856900711));
  const z = f32x4.mul(t, t);
  let p = all(-2.72614225801306e-10);
  p = f32x4.add(f32x4.mul(p, z), all(2.77068142495902e-8));
  p = f32x4.add(f32x4.mul(p, z), all(-2.10102402082508e-6));
  p = f32x4.add(f32x4.mul(p, z), all(-5.69250639462346e-5));
  p = f32x4.add(f32x4.mul(p, z), all(-7.34990630326855e-4));
  p = f32x4.add(f32x4.mul(p, z), all(-2.95459980854025e-3));
  p = f32x4.add(f32x4.mul(p, z), all(-1.60960333262415e-2));
  let q = all(-1.45660718464996e-5);
  q = f32x4.add(f32x4.mul(q, z), all(-2.13374055278905e-4));
  q = f32x4.add(f32x4.mul(q, z), all(-1.68282697438203e-3));
  q = f32x4.add(f32x4.mul(q, z), all(-7.37332916720468e-3));
  q = f32x4.add(f32x4.mul(q, z), all(-1.42647390514189e-2));
  return f32x4.div(f32x4.mul(t, p), q);
}
