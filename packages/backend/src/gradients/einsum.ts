import { broadcastTo, Einsum, einsum, type GradConfig, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * An einsum by one of its arguments is an einsum of the other and of what came back. Axes that only this argument has
 * were summed away, so along them its gradient is constant. tfjs has none.
 */
export const einsumGradient: GradConfig = {
  kernelName: Einsum,
  saveAllInputs: true,
  gradFunc: (dy, saved, attrs) => {
    const [inputs, result] = (attrs as unknown as { equation: string }).equation.replace(/\s/g, '').split('->');
    const names = inputs!.split(',');
    return Object.fromEntries(
      saved.map((x, which) => [
        which,
        () => {
          const own = [...names[which]!];
          // What only another argument has is summed first: tfjs's kernels give such sums a wrong shape.
          const others = saved.flatMap((other, i) => {
            if (i === which) return [];
            const axes = [...names[i]!];
            const alone = axes.filter((name) => !own.includes(name) && !result!.includes(name));
            const gone = alone.map((name) => axes.indexOf(name));
            return [
              { axes: axes.filter((name) => !alone.includes(name)), value: gone.length ? sum(other, gone) : other },
            ];
          });
          const kept = own.filter((name) => result!.includes(name) || others.some(({ axes }) => axes.includes(name)));
          const left = [result!, ...others.map(({ axes }) => axes.join(''))].join(',');
          const gradient = einsum(`${left}->${kept.join('')}`, dy as Tensor, ...others.map(({ value }) => value));
          const lengths = own.map((name, axis) => (kept.includes(name) ? x.shape[axis]! : 1));
          return broadcastTo(reshape(gradient, lengths), x.shape);
        },
      ]),
    );
  },
};
