import type { Program } from '../children/serve.ts';
import { digest } from '../children/serve.ts';
import { adam, corrections, type Slots, slotsOf } from './adam.ts';
import { arrayOf, arraysOf, type JaxArray, refs } from './arrays.ts';
import { blockUntilReady, grad, jit, np } from './jax.ts';
import { bernoulli } from './layers.ts';
import { kernelRunner } from './runners.ts';

const rate = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999 };

/** The kernels in jax-js, compiled by `jit`. */
export const kernels: Readonly<Record<string, Program>> = {
  gemm(file, { transposeA, transposeB }) {
    const inputs = [arrayOf(file, 'a'), arrayOf(file, 'b')];
    const turn = (x: JaxArray, turned: unknown) => (turned ? np.transpose(x) : x);
    const product = jit((a: JaxArray, b: JaxArray) => np.matmul(turn(a, transposeA), turn(b, transposeB)));
    return kernelRunner(() => [product(inputs[0]!.ref, inputs[1]!.ref)], inputs);
  },
  adam(file) {
    let slots = slotsOf(arraysOf(file, 'value'));
    const gradients = arraysOf(file, 'gradient');
    const update = jit((slots: Slots, gradients: JaxArray[], by: JaxArray) => adam(rate, slots, gradients, by));
    let taken = 0;
    const step = () => {
      taken++;
      slots = update(slots, refs(gradients), corrections(rate, taken));
    };
    return {
      async compare() {
        step();
        const digests: number[] = [];
        for (const value of slots.values) digests.push(digest((await value.ref.data()) as Float32Array));
        return digests;
      },
      async run(times) {
        for (let i = 0; i < times; i++) {
          step();
          await blockUntilReady(slots.values);
        }
      },
      dispose: () => [...Object.values(slots).flat(), ...gradients].forEach((array) => void array.dispose()),
    };
  },
  bernoulli(file) {
    const inputs = [arrayOf(file, 'logits'), arrayOf(file, 'target')];
    const slope = jit(grad(bernoulli));
    return kernelRunner(() => [slope(inputs[0]!.ref, inputs[1]!.ref)], inputs);
  },
  batchNorm(file) {
    const channels = file.x!.shape.at(-1)!;
    const inputs = [arrayOf(file, 'x'), arrayOf(file, 'dy'), np.ones([channels]), np.zeros([channels])];
    const axes = [0, 1, 2];
    const slopes = jit(
      grad(
        (x: JaxArray, scale: JaxArray, offset: JaxArray, dy: JaxArray) => {
          const centred = x.ref.sub(np.mean(x, axes));
          const variance = np.mean(np.square(centred.ref), axes);
          const y = centred.mul(scale.div(np.sqrt(variance.add(1e-5)))).add(offset);
          return np.sum(y.mul(dy));
        },
        { argnums: [0, 1, 2] },
      ),
    );
    return kernelRunner(() => {
      const [x, dy, scale, offset] = refs(inputs) as [JaxArray, JaxArray, JaxArray, JaxArray];
      return slopes(x, scale, offset, dy) as unknown as JaxArray[];
    }, inputs);
  },
};
