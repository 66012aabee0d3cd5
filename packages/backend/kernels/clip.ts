/** Keeps numbers within bounds; NaN stays NaN. Arguments: x, result, least, most. A unit is a number. */
import { address, float, loadSome, storeSome, word } from './lanes';

export function clip(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const least = f32x4.splat(float(args, 2));
  const most = f32x4.splat(float(args, 3));
  let from = address(args, 0) + <usize>begin * 4;
  let to = address(args, 1) + <usize>begin * 4;
  let i = begin;
  for (; i + 4 <= end; i += 4) {
    v128.store(to, f32x4.pmax(f32x4.pmin(v128.load(from), most), least));
    from += 16;
    to += 16;
  }
  if (i < end) storeSome(to, f32x4.pmax(f32x4.pmin(loadSome(from, end - i), most), least), end - i);
}

/** As {@link clip}, of whole numbers. */
export function clipIntegers(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const least = word(args, 2);
  const most = word(args, 3);
  const from = address(args, 0);
  const to = address(args, 1);
  for (let i = begin; i < end; i++) {
    const at = <usize>i * 4;
    store<i32>(to + at, max(least, min(most, load<i32>(from + at))));
  }
}
