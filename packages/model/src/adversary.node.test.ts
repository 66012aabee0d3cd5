import { gradientPenalty, hinge, r1, relativisticPaired, wasserstein } from '@latentkit/losses';
import { sequential } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { dropoutAndBatchNorm, testAdversary } from '@latentkit/testing';
import { type AdversaryOptions, adversary } from './index.ts';

const game = (own: AdversaryOptions) => (given?: Partial<AdversaryOptions>) => {
  const critic = sequential([dropoutAndBatchNorm([1])], { inputShape: [6], key: key(1) });
  return { critic, game: adversary(critic, { ...own, ...given }) };
};
const data = (index: number) => uniform(key(index), [4, 6]);

testAdversary('wasserstein with a gradient penalty', game({ loss: wasserstein(), penalty: gradientPenalty() }), data);
testAdversary('relativisticPaired with r1', game({ loss: relativisticPaired(), penalty: r1() }), data, {
  draws: false,
});
testAdversary('hinge', game({ loss: hinge() }), data);
