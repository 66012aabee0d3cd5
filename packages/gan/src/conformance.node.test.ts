import { testGenerative } from '@latentkit/testing';
import { tensor1d } from '@tensorflow/tfjs-core';
import { acGan, biGan, categoricalCode, gan, infoGan, mlpGan, projectionGan, sngan, uniformCode } from './index.ts';

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
testGenerative('acGan', () => acGan(mlpGan({ hidden }), { ...options, classes: 3 }), 4, { context: labels('label') });
// What its context lacks of the code it draws, so none is needed.
testGenerative(
  'infoGan',
  () => infoGan(mlpGan({ hidden }), { ...options, code: { digit: categoricalCode(3), slant: uniformCode(2) } }),
  4,
);
testGenerative('biGan', () => biGan(mlpGan({ hidden }), options), 4);
