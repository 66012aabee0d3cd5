import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { energyDistance } from '../energy/energyDistance.ts';
import { inverseMultiquadric } from '../kernels/inverseMultiquadric.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { medianHeuristic } from '../kernels/medianHeuristic.ts';
import { polynomial } from '../kernels/polynomial.ts';
import { rationalQuadratic } from '../kernels/rationalQuadratic.ts';
import { rbf } from '../kernels/rbf.ts';
import { mmd } from '../mmd/mmd.ts';
import { mmdWithVariance } from '../mmd/mmdWithVariance.ts';
import { euclidean, squaredEuclidean } from '../sinkhorn/costs.ts';
import { sinkhornDivergence } from '../sinkhorn/sinkhornDivergence.ts';
import golden from './golden.json';

/** The kernels of golden.py. */
const kernels: Record<keyof typeof golden.kernels, Kernel> = {
  rbf: rbf({ bandwidths: [0.5, 1, 2] }),
  rationalQuadratic: rationalQuadratic({ alphas: [0.2, 1, 5], lengthScales: [1.5] }),
  inverseMultiquadric: inverseMultiquadric({ scale: 1.5 }),
  polynomial: polynomial(),
};
const samples = (values: number[], features = 3): Tensor2D => tensor2d(values, [values.length / features, features]);

/**
 * Squared distances of 20 at most are rounded to 2e-6, which is what a kernel of length scale ½ sees as 4e-6 of itself;
 * the exponential of WebGL is good to 1e-6 or so, and a discrepancy is what little is left of sums in the order of 1.
 */
const tolerance = { relative: 1e-5, absolute: 2e-6 };

onEveryBackend((backend) => {
  // A GPU compiles a program for each shape, and these are computed in software in tests.
  const onGpu = backend.startsWith('web');

  describe.each(Object.entries(golden.kernels))('%s', (name, { matrix, biased, unbiased, variance }) => {
    const kernel = kernels[name as keyof typeof kernels];

    it('is that of scikit-learn', async () => {
      await expectAllClose(kernel.of(samples(golden.x), samples(golden.y)), matrix, tolerance);
    });

    it('gives the discrepancy of NumPy', async () => {
      const [x, y] = [samples(golden.x), samples(golden.y)];
      await expectAllClose(mmd(x, y, kernel, { estimate: 'biased' }), [biased], tolerance);
      await expectAllClose(mmd(x, y, kernel), [unbiased], tolerance);
    });

    it('gives the variance of NumPy, in blocks too', async () => {
      for (const blockSize of onGpu ? [3] : [8, 3]) {
        const found = mmdWithVariance(samples(golden.x), samples(golden.y), kernel, { blockSize });
        // Differences of numbers a hundred times as large.
        await expectAllClose(found.variance, [variance], { relative: 1e-4, absolute: 1e-6 });
        await expectAllClose(found.value, [unbiased], tolerance);
      }
    });
  });

  it('is the energy distance of SciPy, squared', async () => {
    const { u, v, energy } = golden.line;
    await expectAllClose(energyDistance(samples(u, 1), samples(v, 1)), [energy], tolerance);
    await expectAllClose(energyDistance(samples(golden.x), samples(golden.y)), [golden.energy], tolerance);
  });

  it('is the median of NumPy', async () => {
    // Computed on the host in float64, of samples rounded to float32.
    await expectAllClose([await medianHeuristic(samples(golden.x), samples(golden.y))], [golden.median], {
      relative: 1e-7,
    });
  });

  it.each(golden.sinkhorn.filter((_, i) => !onGpu || i % 2 === 0))(
    'is the Sinkhorn divergence of POT, $metric, ε = $epsilon',
    async (known) => {
      const cost = known.metric === 'euclidean' ? euclidean : squaredEuclidean;
      const { epsilon } = known;
      const { value, error } = sinkhornDivergence(samples(golden.x), samples(golden.y), {
        epsilon,
        cost,
        iterations: 80,
      });
      await expectAllClose(value, [known.value], tolerance);
      await expectAllClose(error, [0], { absolute: 1e-4 });
    },
  );
});
