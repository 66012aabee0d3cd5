import { assertMethods } from '@latentkit/check';
import type { View } from '@latentkit/model';
import type { NamedVariables } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';

/**
 * Several views as one, each of what the one before gives: `chainViews(augmented(translation()), packing(2))`.
 *
 * @param views at least one
 * @returns a view for `gan`
 * @throws RangeError where there are none; TypeError for what is no view
 * @example
 * const view = chainViews(instanceNoise(0.1), packing(2));
 * view.apply(zeros([4, 3]), { step: 0, key: key(1) }).shape; // [2, 6]
 */
export function chainViews(...views: readonly View[]): View {
  if (views.length === 0) throw new RangeError('chainViews: views is [] but at least one was expected.');
  for (const [i, view] of views.entries()) assertMethods('chainViews', `views[${i}]`, view, ['apply']);
  const adaptive = views.filter((view) => view.observe);
  return {
    packed: views.reduce((count, { packed = 1 }) => count * packed, 1),
    buffers: Object.fromEntries(
      views.flatMap(({ buffers = {} }, i) => Object.entries(buffers).map(([name, value]) => [`${i}/${name}`, value])),
    ) as NamedVariables,
    outputShape: (shape) => views.reduce((size, view) => view.outputShape?.(size) ?? size, shape),
    apply: (data, at) => views.reduce((x, view, i) => view.apply(x, { ...at, key: foldIn(at.key, i) }), data),
    observe(scores) {
      for (const view of adaptive) view.observe?.(scores);
    },
  };
}
