/**
 * Adds up patches where they overlap: the way back from patches to pictures.
 *
 * A unit is one line of one picture. Each of its pixels gathers what the patches have for it, in the order of the taps.
 */
import { address, word } from './lanes';

// patches, result, channels, height, width, grid height, grid width, stride y, stride x, taps, how many taps
export function fold(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const patches = address(args, 0);
  const result = address(args, 1);
  const channels = word(args, 2);
  const height = word(args, 3);
  const width = word(args, 4);
  const gridHeight = word(args, 5);
  const gridWidth = word(args, 6);
  const strideY = word(args, 7);
  const strideX = word(args, 8);
  const taps = address(args, 9);
  const count = word(args, 10);
  const patch = <usize>(count * channels) * 4;
  for (let line = begin; line < end; line++) {
    const image = line / height;
    const y = line - image * height;
    const to = result + <usize>line * <usize>(width * channels) * 4;
    memory.fill(to, 0, <usize>(width * channels) * 4);
    for (let t = 0; t < count; t++) {
      const tap = taps + <usize>t * 12;
      const distance = y - load<i32>(tap);
      const i = distance / strideY;
      if (distance < 0 || i * strideY != distance || i >= gridHeight) continue;
      const shift = load<i32>(tap, 4);
      // The first column of the grid whose pixel is inside.
      let j = shift >= 0 ? 0 : (strideX - 1 - shift) / strideX;
      let from =
        patches + (<usize>(image * gridHeight + i) * <usize>gridWidth + <usize>j) * patch + <usize>(t * channels) * 4;
      for (; j < gridWidth; j++) {
        const x = j * strideX + shift;
        if (x >= width) break;
        const pixel = to + <usize>(x * channels) * 4;
        for (let c = 0; c < channels; c++) {
          const at = <usize>c * 4;
          store<f32>(pixel + at, load<f32>(pixel + at) + load<f32>(from + at));
        }
        from += patch;
      }
    }
  }
}
