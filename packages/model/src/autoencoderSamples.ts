import type { ApplyOptions, Context } from '@latentkit/nn';
import { repeatAllExamples } from '@latentkit/shared';
import { expandDims, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';

/** The context of `samples` samples of each example, all first ones before all second ones. */
export function repeated(options: ApplyOptions, samples: number): ApplyOptions {
  const { context } = options;
  if (!context || samples === 1) return options;
  return { ...options, context: repeatAllExamples(context, samples) };
}

/** The context of `steps` points of each example's path, all of the first before those of the second. */
export function stretched(context: Context | undefined, steps: number): Context | undefined {
  return (
    context &&
    mapValues(context, (x: Tensor) => {
      const [count, ...shape] = x.shape as [number, ...number[]];
      return reshape(tile(expandDims(x, 1), [1, steps, ...shape.map(() => 1)]), [count * steps, ...shape]);
    })
  );
}

/** The same names with other values. */
export function mapValues<K extends string, A, B>(record: Readonly<Record<K, A>>, f: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([name, value]) => [name, f(value)])) as Record<K, B>;
}
