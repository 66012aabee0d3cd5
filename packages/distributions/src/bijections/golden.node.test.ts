import type { Shape } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { add, sin, sum, type Tensor, tensor, tensor2d, variableGrads } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type Bijection, coupling, iaf, maf, planar, splineCoupling } from '../index.ts';
import golden from './golden.json' with { type: 'json' };

interface Pass {
  readonly value: readonly number[];
  readonly logDeterminant: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}
interface Case {
  readonly kind: 'coupling' | 'splineCoupling' | 'maf' | 'iaf' | 'planar';
  readonly size: number;
  readonly options: object;
  readonly weights: Readonly<Record<string, { readonly shape: Shape; readonly values: readonly number[] }>>;
  readonly points: readonly number[];
  readonly forward: Pass;
  readonly inverse: Pass;
}
const cases = golden as unknown as readonly Case[];

const recipes = { coupling, splineCoupling, maf, iaf, planar: () => planar };

/** The bijection of a case, with its weights. */
function build({ kind, size, options, weights }: Case): Bijection {
  const recipe = recipes[kind](options);
  const bijection = recipe([size], key(1));
  expect(Object.keys(bijection.variables!).toSorted()).toEqual(Object.keys(weights).toSorted());
  for (const [name, { shape, values }] of Object.entries(weights)) {
    bijection.variables![name]!.assign(tensor([...values], [...shape]));
  }
  return bijection;
}

onEveryBackend(() => {
  it.each(cases)('$kind of $size features is that of float64: $options', async (row) => {
    const bijection = build(row);
    const points = tensor2d([...row.points], [row.points.length / row.size, row.size]);
    for (const direction of ['forward', 'inverse'] as const) {
      const expected = row[direction];
      const { value, logDeterminant } = bijection[direction](points);
      // float32 has 7 digits; exp and the divisions of a spline lose one or two.
      await expectAllClose(value, [...expected.value], { relative: 1e-5, absolute: 1e-5 });
      await expectAllClose(logDeterminant, [...expected.logDeterminant], { relative: 1e-5, absolute: 2e-5 });
      const { grads } = variableGrads(() => {
        const mapped = bijection[direction](points);
        return add<Tensor>(sum(sin(mapped.value)), sum(mapped.logDeterminant)) as never;
      }, Object.values(bijection.variables!));
      for (const [name, gradient] of Object.entries(expected.gradients)) {
        const found = grads[bijection.variables![name]!.name];
        await expectAllClose(found ?? new Float32Array(gradient.length), [...gradient], {
          relative: 1e-4,
          absolute: 1e-4,
        });
      }
    }
  });
});
