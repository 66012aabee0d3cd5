import * as losses from '@latentkit/losses';
import { eye, fill, ones, softmax, tensor3d, zeros } from '@tensorflow/tfjs-core';
import type { Rows } from '../../call.ts';
import { distributions, reconstruction } from './makers.ts';

const diagonal = () => ({ mean: zeros([2, 3]), logVariance: zeros([2, 3]) });
const full = () => ({ mean: zeros([1, 3]), factor: eye(3, 3, [1]) });
const pq = ['p', 'q'] as const;

const diagonals = {
  diagonalGaussianBhattacharyya: losses.diagonalGaussianBhattacharyya,
  diagonalGaussianJeffreys: losses.diagonalGaussianJeffreys,
  diagonalGaussianKl: losses.diagonalGaussianKl,
  diagonalGaussianSquaredHellinger: losses.diagonalGaussianSquaredHellinger,
  diagonalGaussianSquaredWasserstein: losses.diagonalGaussianSquaredWasserstein,
};
const fulls = {
  fullGaussianBhattacharyya: losses.fullGaussianBhattacharyya,
  fullGaussianJeffreys: losses.fullGaussianJeffreys,
  fullGaussianKl: losses.fullGaussianKl,
  fullGaussianSquaredHellinger: losses.fullGaussianSquaredHellinger,
  fullGaussianSquaredWasserstein: losses.fullGaussianSquaredWasserstein,
};

export const rows: Rows = {
  ...Object.fromEntries(Object.entries(diagonals).map(([name, call]) => [name, distributions(name, call, diagonal)])),
  ...Object.fromEntries(Object.entries(fulls).map(([name, call]) => [name, distributions(name, call, full)])),
  bernoulliKl: reconstruction('bernoulliKl', losses.bernoulliKl, pq),
  bernoulliKlFromLogits: reconstruction('bernoulliKlFromLogits', losses.bernoulliKlFromLogits, pq),
  betaKl: distributions('betaKl', losses.betaKl, () => ({ alpha: ones([2, 3]), beta: ones([2, 3]) })),
  categoricalKl: {
    name: 'categoricalKl',
    call: losses.categoricalKl,
    args: () => ({ p: fill([2, 4], 0.25), q: softmax(zeros([2, 4])) }),
  },
  categoricalKlFromLogits: reconstruction('categoricalKlFromLogits', losses.categoricalKlFromLogits, pq),
  choleskyFactor: {
    name: 'choleskyFactor',
    call: losses.choleskyFactor,
    args: () => ({ covariance: tensor3d([4, 2, 2, 2], [1, 2, 2]) }),
  },
  gammaKl: distributions('gammaKl', losses.gammaKl, () => ({ concentration: ones([2, 3]), rate: ones([2, 3]) })),
  SingularCovarianceError: { none: 'an error' },
  freeBits: { name: 'freeBits', call: losses.freeBits, args: () => ({ kl: zeros([2, 3]), minimum: 0.5 }) },
  gaussianKl: reconstruction('gaussianKl', losses.gaussianKl, ['mean', 'logVariance']),
  logStandardDeviationKl: reconstruction('logStandardDeviationKl', losses.logStandardDeviationKl, [
    'mean',
    'logStandardDeviation',
  ]),
  notesRegularizer: reconstruction('notesRegularizer', losses.notesRegularizer, ['mean', 'sigma']),
};
