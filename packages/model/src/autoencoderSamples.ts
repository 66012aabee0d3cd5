import type { ApplyOptions } from '@latentkit/nn';
import { repeatAllExamples } from '@latentkit/shared';

/** The context of `samples` samples of each example, all first ones before all second ones. */
export function repeated(options: ApplyOptions, samples: number): ApplyOptions {
  const { context } = options;
  if (!context || samples === 1) return options;
  return { ...options, context: repeatAllExamples(context, samples) };
}

/** The same names with other values. */
export function mapValues<K extends string, A, B>(record: Readonly<Record<K, A>>, f: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([name, value]) => [name, f(value)])) as Record<K, B>;
}
