import { r1 } from '@latentkit/losses';
import { key, uniform } from '@latentkit/random';
import { testTrainable } from '@latentkit/testing';
import { gan, hingeGan, lsgan, mlpGan, pointsGan } from './index.ts';

// In Node alone: their losses and penalties are tested everywhere, and so are the networks and the step in gan.node.test.ts.
const options = { shape: [6], latentSize: 3 };
const small = () => mlpGan({ hidden: [8] });
const batch = (index: number) => uniform(key(index), [4, 6]);

testTrainable('lsgan with r1', (seed) => lsgan(small(), { ...options, seed, penalty: r1() }), batch);
testTrainable('hingeGan', (seed) => hingeGan(small(), { ...options, seed }), batch);
testTrainable(
  'gan of points',
  (seed) => gan(pointsGan(), { shape: [2], latentSize: 4, seed }),
  (index) => uniform(key(index), [4, 2]),
);
