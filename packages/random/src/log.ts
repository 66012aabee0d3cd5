const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Where the upper half of a double lies: 1 on little-endian machines. */
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * The natural logarithm of a normal number above 0, from additions, multiplications and one division only.
 *
 * `Math.log` may differ by an ulp between JavaScript engines; this is the same everywhere, so seeds mean the same.
 *
 *   log(2^e m) = e log 2 + 2 atanh(s),  s = (m − 1) / (m + 1),  |s| ≤ 0.1716
 */
export function log(x: number): number {
  double[0] = x;
  const high = words[upper]!;
  let exponent = (high >>> 20) - 1023;
  words[upper] = (high & 0x000fffff) | 0x3ff00000;
  let mantissa = double[0]!;
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const t = s * s;
  let series = 1 / 23;
  for (let odd = 21; odd >= 3; odd -= 2) series = series * t + 1 / odd;
  // log 2 in two parts, the first with few enough bits for an exact product (as in fdlibm).
  return exponent * 0.6931471803691238 + (2 * s + (2 * s * t * series + exponent * 1.9082149292705877e-10));
}
