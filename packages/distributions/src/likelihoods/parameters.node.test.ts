import { categoricalPixels } from './categoricalPixels.ts';
import { discretizedLogisticMixture } from './discretizedLogisticMixture.ts';
import { learnedGaussian } from './learnedGaussian.ts';
import { testParameters } from './likelihood.test-util.ts';

testParameters(categoricalPixels({ levels: 4 }), { name: 'categoricalPixels', count: 4 });
testParameters(discretizedLogisticMixture({ mixtures: 2, levels: 4 }), {
  name: 'discretizedLogisticMixture',
  count: 6,
});
testParameters(learnedGaussian(), { name: 'learnedGaussian', count: 2 });
