/**
 * The gradient of a three-dimensional convolution by its input: dx[…, c] = Σ over taps and filters o of
 * dy[…, o] filter[tap, c, o]. A unit is one line of one picture.
 *
 * Arguments: dy, filter, result, channels, the window (windows.ts), filters.
 */
import { address, loadSome, multiplyAdd, storeSome, sumOfLanes, word } from './lanes';
import { corner, dilation, IN, OUT, outputAt, SIZE, WINDOW } from './windows';

const FILTERS = WINDOW + 18;

export function conv3DByInput(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const channels = word(args, 3);
  const filters = word(args, FILTERS);
  const depth = word(args, IN);
  const height = word(args, IN + 1);
  const width = word(args, IN + 2);
  const outWidth = word(args, OUT + 2);
  const line = <usize>(width * channels) * 4;
  for (let unit = begin; unit < end; unit++) {
    const above = unit / height;
    const image = above / depth;
    const to = address(args, 2) + <usize>unit * line;
    memory.fill(to, 0, line);
    for (let tapZ = 0; tapZ < word(args, SIZE); tapZ++) {
      const k = outputAt(args, 0, above - image * depth, tapZ);
      if (k < 0) continue;
      for (let tapY = 0; tapY < word(args, SIZE + 1); tapY++) {
        const i = outputAt(args, 1, unit - above * height, tapY);
        if (i < 0) continue;
        const lines = (image * word(args, OUT) + k) * word(args, OUT + 1) + i;
        const dy = address(args, 0) + <usize>(lines * outWidth) * <usize>filters * 4;
        for (let tapX = 0; tapX < word(args, SIZE + 2); tapX++) {
          const tap = (tapZ * word(args, SIZE + 1) + tapY) * word(args, SIZE + 2) + tapX;
          const filter = address(args, 1) + <usize>(tap * channels) * <usize>filters * 4;
          for (let j = 0; j < outWidth; j++) {
            const x = corner(args, 2, j) + tapX * dilation(args, 2);
            if (<u32>x >= <u32>width) continue;
            addPixel(dy + <usize>(j * filters) * 4, filter, to + <usize>(x * channels) * 4, channels, filters);
          }
        }
      }
    }
  }
}

function addPixel(dy: usize, filter: usize, to: usize, channels: i32, filters: i32): void {
  for (let c = 0; c < channels; c++) {
    let sum = f32x4.splat(0);
    for (let o = 0; o < filters; o += 4) {
      const at = <usize>o * 4;
      sum = multiplyAdd(loadSome(dy + at, filters - o), loadSome(filter + at, filters - o), sum);
    }
    store<f32>(to, load<f32>(to) + sumOfLanes(sum));
    to += 4;
    filter += <usize>filters * 4;
  }
}

/**
 * Its gradient by the filter: dfilter[tap, c, o] = Σ over pictures and positions of x[…, c] dy[…, o]. A unit is one
 * channel of one tap. Arguments: dy, x, result, channels, the window, filters, pictures.
 */
export function conv3DByFilter(args: usize, begin: i32, end: i32, _scratch: usize): void {
  const channels = word(args, 3);
  const filters = word(args, FILTERS);
  const sizeY = word(args, SIZE + 1);
  const sizeX = word(args, SIZE + 2);
  for (let unit = begin; unit < end; unit++) {
    const tap = unit / channels;
    const channel = unit - tap * channels;
    const tapX = tap % sizeX;
    const tapY = (tap / sizeX) % sizeY;
    const tapZ = tap / (sizeX * sizeY);
    const to = address(args, 2) + <usize>unit * <usize>filters * 4;
    memory.fill(to, 0, <usize>filters * 4);
    let dy = address(args, 0);
    for (let image = 0; image < word(args, FILTERS + 1); image++) {
      for (let k = 0; k < word(args, OUT); k++) {
        const z = corner(args, 0, k) + tapZ * dilation(args, 0);
        for (let i = 0; i < word(args, OUT + 1); i++) {
          const y = corner(args, 1, i) + tapY * dilation(args, 1);
          const inside = <u32>z < <u32>word(args, IN) && <u32>y < <u32>word(args, IN + 1);
          const row = ((image * word(args, IN) + z) * word(args, IN + 1) + y) * word(args, IN + 2);
          for (let j = 0; j < word(args, OUT + 2); j++) {
            const x = corner(args, 2, j) + tapX * dilation(args, 2);
            if (inside && <u32>x < <u32>word(args, IN + 2)) {
              const value = v128.load32_splat(address(args, 1) + <usize>((row + x) * channels + channel) * 4);
              for (let o = 0; o < filters; o += 4) {
                const at = <usize>o * 4;
                const sum = multiplyAdd(value, loadSome(dy + at, filters - o), loadSome(to + at, filters - o));
                storeSome(to + at, sum, filters - o);
              }
            }
            dy += <usize>filters * 4;
          }
        }
      }
    }
  }
}
