/** What a depthwise convolution and its gradients share: in it each channel has filters of its own, `multiplier` many. */
import { WINDOW } from './windows';

/** Where the arguments stand behind the window (windows.ts), which has behind it the multiplier and the number of pictures. */
export const MULTIPLIER = WINDOW + 18;
export const PICTURES = WINDOW + 19;

/** The channels that four numbers of the result belong to. */
export function spread(from: usize, first: i32, some: i32, multiplier: i32): v128 {
  const last = min(3, some - 1);
  let x = v128.load32_splat(from + <usize>(first / multiplier) * 4);
  x = v128.load_lane<f32>(from + <usize>((first + min(1, last)) / multiplier) * 4, x, 1);
  x = v128.load_lane<f32>(from + <usize>((first + min(2, last)) / multiplier) * 4, x, 2);
  return v128.load_lane<f32>(from + <usize>((first + last) / multiplier) * 4, x, 3);
}
