/** Four floats at a time: loads and stores that stop where the data does, and what SIMD spells at length. */

// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The first `count` floats, 1 to 4, and zeros: nothing beyond them is read. */
// @ts-ignore: decorator
@inline
export function loadSome(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let x = v128.load32_zero(from);
  if (count > 1) x = v128.load_lane<f32>(from + 4, x, 1);
  if (count > 2) x = v128.load_lane<f32>(from + 8, x, 2);
  return x;
}

/** Stores the first `count` of four floats. */
// @ts-ignore: decorator
@inline
export function storeSome(to: usize, x: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, x);
    return;
  }
  v128.store_lane<f32>(to, x, 0);
  if (count > 1) v128.store_lane<f32>(to + 4, x, 1);
  if (count > 2) v128.store_lane<f32>(to + 8, x, 2);
}

/** The sum of four floats, always in the same order. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 2) + (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3));
}

/** Word `i` of a kernel's arguments. */
// @ts-ignore: decorator
@inline
export function word(args: usize, i: i32): i32 {
  return load<i32>(args + ((<usize>i) << 2));
}

/** Word `i` of a kernel's arguments as an address. */
// @ts-ignore: decorator
@inline
export function address(args: usize, i: i32): usize {
  return <usize>load<u32>(args + ((<usize>i) << 2));
}

/** Word `i` of a kernel's arguments as a float. */
// @ts-ignore: decorator
@inline
export function float(args: usize, i: i32): f32 {
  return load<f32>(args + ((<usize>i) << 2));
}
