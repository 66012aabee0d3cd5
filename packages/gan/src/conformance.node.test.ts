import { testGenerative } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import { gan, infoGan, mlpGan, mlpInfoGan, projectionGan, sngan } from './index.ts';

const options = { shape: [6], latentSize: 3, seed: 1 };
const hidden = [8];
const labels = (name: string) => (count: number) => ({
  [name]: tensor1d(
    Array.from({ length: count }, (_, i) => i % 3),
    'int32',
  ),
});

testGenerative('gan', () => gan(mlpGan({ hidden }), options), 4);
testGenerative('sngan', () => sngan(mlpGan({ hidden }), options), 4);
testGenerative('a conditional gan', () => gan(projectionGan({ classes: 3, hidden }), options), 4, {
  context: labels('label'),
});
testGenerative(
  'infoGan',
  () => infoGan(mlpInfoGan({ codeCount: 3, hidden }), { ...options, codeCount: 3, featureSize: 5 }),
  4,
  { context: labels('code') },
);
