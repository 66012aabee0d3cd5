import { key, uniform } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { add, dispose, mul, sum, type Tensor, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { addPenalties } from './addPenalties.ts';
import { consistency } from './consistency.ts';
import { gradientPenalty } from './gradientPenalty.ts';
import { orthogonality } from './orthogonality.ts';
import { orthogonalPenalty } from './orthogonalPenalty.ts';
import { r1 } from './r1.ts';
import { lazyPenalty, scheduledPenalty } from './scheduled.ts';

// In Node alone: compositions of what is tested everywhere. PyTorch's values and gradients are in tests/games.
const critic = (x: Tensor) => sum(mul(x, 3), 1);
const at = (step: number) => ({ step, variables: {} });
const examples = () => [tensor2d([[1], [2]]), tensor2d([[0], [4]])] as const;

onEveryBackend(() => {
  it('a lazy penalty is there in one step of so many, and as strong on average', async () => {
    const penalty = lazyPenalty(3, r1({ weight: 2 }));
    const values = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((step) => penalty(critic, ...examples(), key(1), at(step))?.data()),
    );
    expect(values.map((value) => value?.[0])).toEqual([27, undefined, undefined, 27, undefined, undefined]);
  });

  it('a scheduled penalty follows its schedule', async () => {
    const penalty = scheduledPenalty((step) => step / 10, r1({ weight: 2 }));
    for (const step of [0, 5, 10]) {
      await expectAllClose(penalty(critic, ...examples(), key(1), at(step))!, [(9 * step) / 10]);
    }
    const wrong = scheduledPenalty(() => -1, r1());
    expect(() => wrong(critic, ...examples(), key(1), at(4))).toThrow('scheduledPenalty: schedule is -1 at step 4 but');
  });

  it('a sum has what is due, and each its own key', async () => {
    const both = addPenalties(
      lazyPenalty(2, r1({ weight: 2 })),
      scheduledPenalty(() => 2, r1({ weight: 2 })),
    );
    await expectAllClose(both(critic, ...examples(), key(1), at(0))!, [36]);
    await expectAllClose(both(critic, ...examples(), key(1), at(1))!, [18]);
    const lazy = addPenalties(lazyPenalty(2, r1()), lazyPenalty(4, gradientPenalty()));
    expect(lazy(critic, ...examples(), key(1), at(1))).toBeUndefined();
  });

  it('consistency is what the augmentation does to a linear critic, with a weight for each side', async () => {
    const augment = (x: Tensor) => add(x, 2);
    await expectAllClose(consistency({ augment })(critic, ...examples(), key(1)), [360]);
    const balanced = consistency({ augment: (x) => mul(x, 2), weight: 1, fakeWeight: 0.5 });
    // E (3x)² of 1 and 2, and half of that of 0 and 4.
    await expectAllClose(balanced(critic, ...examples(), key(1)), [22.5 + 36]);
    const drawn: number[] = [];
    const random = consistency({
      augment: (x, own) => {
        drawn.push(...own);
        return add(x, uniform(own, x.shape));
      },
      fakeWeight: 1,
    });
    dispose(random(critic, ...examples(), key(1)));
    expect(drawn.slice(0, 2)).not.toEqual(drawn.slice(2));
  });

  it('orthogonality is that of the matrices among the weights of the critic', async () => {
    const variables = {
      a: tensor2d([
        [1, 1],
        [0, 2],
      ]),
      b: zeros([3]),
      c: tensor2d([[1, 2, 0]]),
    };
    const value = orthogonalPenalty({ weight: 2, lengths: true })(critic, ...examples(), key(1), {
      step: 0,
      variables,
    });
    const matrices = [variables.a, variables.c];
    await expectAllClose(value!, [2 * (await orthogonality(matrices).data())[0]!]);
    const { b } = variables;
    expect(() => orthogonalPenalty()(critic, ...examples(), key(1), { step: 0, variables: { b } })).toThrow(
      'orthogonalPenalty: variables has no matrix but the weights of a critic were expected.',
    );
  });

  it('leaves nothing behind', async () => {
    const variables = {
      a: tensor2d([
        [1, 1],
        [0, 2],
      ]),
    };
    const [real, fake] = examples();
    const all = addPenalties(
      lazyPenalty(
        1,
        scheduledPenalty(() => 2, r1()),
      ),
      consistency({ augment: (x) => add(x, 2), fakeWeight: 1 }),
      orthogonalPenalty(),
    );
    await expectNoLeak(() => dispose(all(critic, real, fake, key(1), { step: 0, variables })!));
  });
});

describe('refuses', () => {
  it('what is not as documented', () => {
    expect(() => lazyPenalty(0, r1())).toThrow(RangeError);
    expect(() => lazyPenalty(2, undefined as never)).toThrow(TypeError);
    expect(() => scheduledPenalty(2 as never, r1())).toThrow(TypeError);
    expect(() => consistency({ augment: (x) => x, weight: 0 })).toThrow(RangeError);
    expect(() => consistency({ augment: (x) => x, fakeWeight: -1 })).toThrow(RangeError);
    expect(() => orthogonalPenalty({ weight: -1 })).toThrow(RangeError);
  });
});
