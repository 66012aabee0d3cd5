import * as distributions from '@latentkit/distributions';
import type { Rows } from '../../call.ts';
import { factory } from '../losses/makers.ts';
import { family } from './makers.ts';

export const rows: Rows = {
  diagonalGaussianFamily: family(distributions.diagonalGaussianFamily, 2),
  bernoulliLikelihood: family(distributions.bernoulliLikelihood),
  continuousBernoulliLikelihood: family(distributions.continuousBernoulliLikelihood),
  gaussianLikelihood: family(distributions.gaussianLikelihood),
  squaredErrorLikelihood: family(distributions.squaredErrorLikelihood),
  isotropicGaussian: [
    factory('isotropicGaussian', distributions.isotropicGaussian, { standardDeviation: 0.5 }),
    ...family(distributions.isotropicGaussian()),
  ],
  learnedGaussian: [
    factory('learnedGaussian', distributions.learnedGaussian, { minimumStandardDeviation: 0.1 }),
    ...family(distributions.learnedGaussian(), 2),
  ],
  categoricalPixels: [
    factory('categoricalPixels', distributions.categoricalPixels, { levels: 4 }),
    ...family(distributions.categoricalPixels({ levels: 4 }), 4),
  ],
  discretizedLogisticMixture: [
    factory('discretizedLogisticMixture', distributions.discretizedLogisticMixture, { mixtures: 2 }),
    ...family(distributions.discretizedLogisticMixture({ mixtures: 1 }), 3),
  ],
};
