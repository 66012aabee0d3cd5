import { backend_util, Maximum, Minimum, util } from '@tensorflow/tfjs-core';
import { address, engineOf, sizeOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** How many numbers are worth a thread's while. */
const grain = 1 << 14;

/** The larger and the smaller of two. tfjs's on WASM lose NaN in the second, and a diverged run would look sound. */
export function defineExtremum(): void {
  for (const kernelName of [Maximum, Minimum]) {
    defineKernel(kernelName, (stock) => (call) => {
      const { inputs, backend } = call;
      const [a, b] = [inputs.a!, inputs.b!];
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return stock!(call);
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const out = backend.makeOutput(shape, 'float32');
      const size = sizeOf(out);
      const engine = engineOf(backend);
      const places = [a, b, out].map((x) => address(backend, x));
      const smaller = Number(kernelName === Minimum);
      if ([a, b].every((x) => sizeOf(x) === 1 || sizeOf(x) === size)) {
        const single = [a, b].map((x) => Number(sizeOf(x) === 1));
        engine.run('extremum', size, grain, [...places, ...single, smaller]);
      } else if (size > 0) {
        const steps = [a, b].map((x) => stepsOf(x.shape, shape));
        const width = shape.at(-1)!;
        const table = shape.slice(0, -1).map((length, axis) => [length, steps[0]![axis]!, steps[1]![axis]!]);
        engine.run('extremumSpread', size / width, Math.ceil(grain / width), [
          ...places,
          smaller,
          width,
          steps[0]!.at(-1)!,
          steps[1]!.at(-1)!,
          table.length,
          engine.table(table.reverse().flat()),
        ]);
      }
      return out;
    });
  }
}

/** How far a tensor goes along each axis of the shape that it is spread over: nowhere along those that it has not. */
function stepsOf(own: readonly number[], shape: readonly number[]): number[] {
  const strides = [...util.computeStrides([...own]), 1].slice(-own.length || own.length + 1);
  const lead = shape.length - own.length;
  return shape.map((_, axis) => (axis < lead || own[axis - lead] === 1 ? 0 : strides[axis - lead]!));
}
