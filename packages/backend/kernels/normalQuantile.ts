/**
 * The quantiles of the normal distribution, as `normalQuantile.ts` and `log.ts` of `@latentkit/random` compute them on
 * the host: the same operations on doubles in the same order, so to the bit the same, but two at a time.
 */

// @ts-ignore: decorator
@inline
function all(x: f64): v128 {
  return f64x2.splat(x);
}

/** One step of Horner's scheme, rounded twice as on the host. */
// @ts-ignore: decorator
@inline
function step(p: v128, r: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(p, r), all(coefficient));
}

/** log x of normal numbers above 0. */
// @ts-ignore: decorator
@inline
function logarithm(x: v128): v128 {
  const whole = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
  const high = f64x2.gt(whole, all(1.4142135623730951));
  const m = v128.bitselect(f64x2.mul(whole, all(0.5)), whole, high);
  const e = i64x2.sub(i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1023)), high);
  const exponent = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(e, e, 0, 2, 0, 2));
  const s = f64x2.div(f64x2.sub(m, all(1)), f64x2.add(m, all(1)));
  const t = f64x2.mul(s, s);
  let series = all(1.0 / 23.0);
  series = step(series, t, 1.0 / 21.0);
  series = step(series, t, 1.0 / 19.0);
  series = step(series, t, 1.0 / 17.0);
  series = step(series, t, 1.0 / 15.0);
  series = step(series, t, 1.0 / 13.0);
  series = step(series, t, 1.0 / 11.0);
  series = step(series, t, 1.0 / 9.0);
  series = step(series, t, 1.0 / 7.0);
  series = step(series, t, 1.0 / 5.0);
  series = step(series, t, 1.0 / 3.0);
  const twice = f64x2.add(s, s);
  const small = f64x2.add(f64x2.mul(f64x2.mul(twice, t), series), f64x2.mul(exponent, all(1.9082149292705877e-10)));
  return f64x2.add(f64x2.mul(exponent, all(0.6931471803691238)), f64x2.add(twice, small));
}

/** Where |u| is at most 0.85. */
// @ts-ignore: decorator
@inline
function middle(q: v128): v128 {
  const r = f64x2.sub(all(0.180625), f64x2.mul(q, q));
  let p = all(2509.0809287301227);
  p = step(p, r, 33430.57558358813);
  p = step(p, r, 67265.7709270087);
  p = step(p, r, 45921.95393154987);
  p = step(p, r, 13731.69376550946);
  p = step(p, r, 1971.5909503065513);
  p = step(p, r, 133.14166789178438);
  p = step(p, r, 3.3871328727963665);
  let d = all(5226.495278852854);
  d = step(d, r, 28729.085735721943);
  d = step(d, r, 39307.89580009271);
  d = step(d, r, 21213.794301586597);
  d = step(d, r, 5394.196021424751);
  d = step(d, r, 687.1870074920579);
  d = step(d, r, 42.31333070160091);
  d = step(d, r, 1);
  return f64x2.div(f64x2.mul(q, p), d);
}

/** Where |u| is from 0.85 to 1 − 2^−24: its square root of a logarithm stays below 5, where the host has a third case. */
function tail(u: v128): v128 {
  const mass = f64x2.mul(f64x2.sub(all(1), f64x2.abs(u)), all(0.5));
  const r = f64x2.sub(f64x2.sqrt(f64x2.neg(logarithm(mass))), all(1.6));
  let p = all(0.0007745450142783414);
  p = step(p, r, 0.022723844989269184);
  p = step(p, r, 0.2417807251774506);
  p = step(p, r, 1.2704582524523684);
  p = step(p, r, 3.6478483247632045);
  p = step(p, r, 5.769497221460691);
  p = step(p, r, 4.630337846156546);
  p = step(p, r, 1.4234371107496835);
  let d = all(1.0507500716444169e-9);
  d = step(d, r, 0.0005475938084995345);
  d = step(d, r, 0.015198666563616457);
  d = step(d, r, 0.14810397642748008);
  d = step(d, r, 0.6897673349851);
  d = step(d, r, 1.6763848301838038);
  d = step(d, r, 2.053191626637759);
  d = step(d, r, 1);
  return v128.or(f64x2.div(p, d), v128.and(u, i64x2.splat(0x8000000000000000)));
}

/** The two z with `P(|Z| < |z|) = |u|` and the sign of `u`, for `|u|` at most `1 − 2^−24`. */
export function normalQuantile(u: v128): v128 {
  const q = f64x2.mul(u, all(0.5));
  const z = middle(q);
  const far = f64x2.gt(f64x2.abs(q), all(0.425));
  return v128.any_true(far) ? v128.bitselect(tail(u), z, far) : z;
}
