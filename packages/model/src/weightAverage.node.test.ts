import { batchNorm, dense, sequential } from '@latentkit/nn';
import { key, normal } from '@latentkit/random';
import { testWeightAverage } from '@latentkit/testing';
import { weightAverage } from './index.ts';

testWeightAverage(
  'weightAverage',
  (decay) => {
    const network = sequential([dense(4), batchNorm(), dense(2)], { inputShape: [3], key: key(1) });
    return { network, average: weightAverage(network, { decay }) };
  },
  () => normal(key(2), [4, 3]),
);
