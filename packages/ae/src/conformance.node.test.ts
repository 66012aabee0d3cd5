import { key, uniform } from '@latentkit/random';
import { dropoutAndBatchNorm, testAutoencoder, testBottleneck } from '@latentkit/testing';
import { variants } from './variants.test-util.ts';

const architecture = { encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm };

for (const [name, { make, bottleneck, evaluatesAtRandom = false, random: _, ...options }] of Object.entries(variants)) {
  testAutoencoder(
    name,
    (seed) => make(architecture, seed),
    (index) => uniform(key(index), [5, 6]),
    { ...options, random: evaluatesAtRandom },
  );
  if (bottleneck) {
    const [recipe, shapes] = bottleneck;
    testBottleneck(`the bottleneck of ${name}`, recipe, { latentShape: [2], random: false, ...shapes });
  }
}
