import { Normal, Uniform } from '../fused/kernelNames.ts';
import { address, engineOf, float, sizeOf } from './engine/engine.ts';
import { defineKernel } from './kernel.ts';

/** The attributes of both kernels, which have no inputs. */
interface Attrs {
  readonly key: readonly [number, number];
  readonly shape: number[];
}

/** The numbers of `@latentkit/random`, which looks these kernels up by name; to the bit those it makes on the host. */
export function defineRandom(): void {
  defineKernel(Uniform, () => ({ attrs, backend }) => {
    const { key, shape, minimum, maximum } = attrs as unknown as Attrs & { minimum: number; maximum: number };
    const out = backend.makeOutput(shape, 'float32');
    const least = Math.fround(minimum);
    const numbers = [least, Math.fround(maximum) - least].map(float);
    engineOf(backend).run('uniform', sizeOf(out), 1 << 14, [address(backend, out), ...key, ...numbers]);
    return out;
  });
  defineKernel(Normal, () => ({ attrs, backend }) => {
    const { key, shape, mean, standardDeviation } = attrs as unknown as Attrs & {
      mean: number;
      standardDeviation: number;
    };
    const out = backend.makeOutput(shape, 'float32');
    const numbers = new Int32Array(new Float64Array([mean, standardDeviation]).buffer);
    engineOf(backend).run('normal', sizeOf(out), 1 << 12, [address(backend, out), ...key, ...numbers]);
    return out;
  });
}
