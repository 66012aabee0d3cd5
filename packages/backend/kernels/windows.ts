/** Where a window that slides over pictures looks: depth, height and width; a picture without depth has a depth of 1. */
import { word } from './lanes';

// Words of the arguments from `WINDOW` on, each for depth, height and width.
export const WINDOW = 4;
export const IN = WINDOW;
export const OUT = WINDOW + 3;
const STRIDE = WINDOW + 6;
export const SIZE = WINDOW + 9;
const DILATION = WINDOW + 12;
const PAD = WINDOW + 15;

/** Where the window of output `i` begins along an axis: 0 is depth, 1 height, 2 width. */
// @ts-ignore: decorator
@inline
export function corner(args: usize, axis: i32, i: i32): i32 {
  return i * word(args, STRIDE + axis) - word(args, PAD + axis);
}

/** The first of its taps that is inside. */
// @ts-ignore: decorator
@inline
export function firstTap(args: usize, axis: i32, start: i32): i32 {
  const dilation = word(args, DILATION + axis);
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation;
}

/** The first of its taps that is outside again. */
// @ts-ignore: decorator
@inline
export function lastTap(args: usize, axis: i32, start: i32): i32 {
  const dilation = word(args, DILATION + axis);
  const room = word(args, IN + axis) - start;
  return room <= 0 ? 0 : min(word(args, SIZE + axis), (room + dilation - 1) / dilation);
}

// @ts-ignore: decorator
@inline
export function dilation(args: usize, axis: i32): i32 {
  return word(args, DILATION + axis);
}

/** The output whose tap `tap` looks at `i`, or −1: none does. */
// @ts-ignore: decorator
@inline
export function outputAt(args: usize, axis: i32, i: i32, tap: i32): i32 {
  const distance = i + word(args, PAD + axis) - tap * word(args, DILATION + axis);
  const stride = word(args, STRIDE + axis);
  const output = distance / stride;
  if (distance < 0 || output * stride != distance || output >= word(args, OUT + axis)) return -1;
  return output;
}
