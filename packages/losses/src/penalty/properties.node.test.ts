import { useBackend } from '@latentkit/backend';
import { foldIn, key as keyOf, normal } from '@latentkit/random';
import { expectAllClose } from '@latentkit/testing';
import { fc } from '@latentkit/testing/properties';
import { linalg, matMul, mul, sum, type Tensor, tanh, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { contractive } from './contractive.ts';
import { contractiveEstimate } from './contractiveEstimate.ts';
import { dragan } from './dragan.ts';
import { gradientPenalty } from './gradientPenalty.ts';
import { klSparsity, klSparsityFromLogits } from './klSparsity.ts';
import { l1Sparsity } from './l1Sparsity.ts';
import { lipschitz } from './lipschitz.ts';
import { orthogonality } from './orthogonality.ts';
import { r1, r2 } from './r1.ts';
import { zeroCenteredGradientPenalty } from './zeroCenteredGradientPenalty.ts';

// What holds for any network and any data. Node only: the tests beside the functions hold them to their formulas on every
// backend.
beforeAll(() => useBackend('wasm', { threads: 1 }));

const seeds = fc.integer({ min: 0, max: 1e6 });
const runs = { numRuns: 20 };
/** Some tensors that depend on a seed. */
const draw = (seed: number, ...shapes: number[][]) => shapes.map((shape, i) => normal(foldIn(keyOf(seed), i), shape));
const number = async (x: Tensor) => (await x.data())[0]!;

describe('penalties', () => {
  const all = { gradientPenalty, zeroCenteredGradientPenalty, r1, r2, dragan, lipschitz };

  it('are at least 0, and linear in their weight', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const [kernel, out, real, fake] = draw(seed, [2, 3], [3, 1], [4, 2], [4, 2]) as [
          Tensor,
          Tensor,
          Tensor,
          Tensor,
        ];
        const critic = (x: Tensor) => matMul(tanh(matMul(x, kernel)), out);
        for (const [name, make] of Object.entries(all)) {
          const value = await number(make({ weight: 1 })(critic, real, fake, keyOf(seed)));
          expect(value, name).toBeGreaterThanOrEqual(0);
          await expectAllClose(make({ weight: 8 })(critic, real, fake, keyOf(seed)), [8 * value]);
        }
      }),
      runs,
    );
  });

  it('know a linear critic: its slope is the same everywhere, and steepness is at most that', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.double({ min: 0.05, max: 3, noNaN: true }), async (seed, slope) => {
        const [direction, real, fake] = draw(seed, [3, 1], [4, 3], [4, 3]) as [Tensor, Tensor, Tensor];
        const length = Math.hypot(...(await direction.data()));
        const critic = (x: Tensor) => mul(matMul(x, direction), slope / length);
        const of = (penalty: ReturnType<typeof r1>) => number(penalty(critic, real, fake, keyOf(seed)));
        const close = { relative: 1e-4, absolute: 1e-5 };
        await expectAllClose([await of(r1({ weight: 2 }))], [slope ** 2], close);
        await expectAllClose([await of(r2({ weight: 2 }))], [slope ** 2], close);
        await expectAllClose([await of(zeroCenteredGradientPenalty({ weight: 1 }))], [slope ** 2], close);
        await expectAllClose([await of(gradientPenalty({ weight: 1 }))], [(slope - 1) ** 2], close);
        await expectAllClose([await of(dragan({ weight: 1 }))], [(slope - 1) ** 2], close);
        const excess = Math.max(0, slope - 1) ** 2;
        await expectAllClose([await of(gradientPenalty({ weight: 1, oneSided: true }))], [excess], close);
        expect(await of(lipschitz({ weight: 1 }))).toBeLessThanOrEqual(excess + 1e-5);
      }),
      runs,
    );
  });

  it('one-sided and Lipschitz cost exactly nothing below their target', async () => {
    const [direction, real, fake] = draw(3, [3], [4, 3], [4, 3]) as [Tensor, Tensor, Tensor];
    const length = Math.hypot(...(await direction.data()));
    const critic = (x: Tensor) => sum(mul(x, mul(direction, 0.99 / length)), 1);
    for (const make of [() => gradientPenalty({ oneSided: true }), lipschitz]) {
      expect(await number(make()(critic, real, fake, keyOf(1)))).toBe(0);
    }
  });

  it('Lipschitz is at most the one-sided gradient penalty at the steepest point between, by the mean value theorem', async () => {
    const [direction] = draw(5, [3, 1]) as [Tensor];
    const [real, fake] = draw(6, [1, 3], [1, 3]) as [Tensor, Tensor];
    const critic = (x: Tensor) => mul(tanh(matMul(x, direction)), 5);
    const pair = await number(lipschitz({ target: 0.5 })(critic, real, fake, keyOf(0)));
    const steepest = [];
    for (let seed = 0; seed < 100; seed++) {
      steepest.push(await number(gradientPenalty({ target: 0.5, oneSided: true })(critic, real, fake, keyOf(seed))));
    }
    expect(pair).toBeGreaterThan(0);
    expect(pair).toBeLessThanOrEqual(Math.max(...steepest));
  });
});

describe('contractive', () => {
  it('is ‖W‖² for a linear encoder, and invariant under a rotation of the code', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const [weights, x, square] = draw(seed, [3, 4], [2, 3], [4, 4]) as [Tensor, Tensor, Tensor];
        const norm = Float64Array.from(await weights.data()).reduce((total, w) => total + w * w, 0);
        await expectAllClose(
          contractive((x) => matMul(x, weights), x),
          [norm, norm],
          { relative: 1e-5 },
        );
        const rotation = linalg.qr(square)[0];
        const encode = (x: Tensor) => tanh(matMul(x, weights));
        await expectAllClose(
          contractive((x) => matMul(encode(x), rotation), x),
          await contractive(encode, x).data(),
          { relative: 1e-4 },
        );
      }),
      runs,
    );
  });

  it('is estimated exactly where the code is one number', async () => {
    const [weights, x] = draw(9, [3, 1], [4, 3]) as [Tensor, Tensor];
    const encode = (x: Tensor) => tanh(matMul(x, weights));
    await expectAllClose(contractiveEstimate(encode, x, keyOf(2)), await contractive(encode, x).data());
  });

  it('is estimated without bias, and with a fourth of the variance by four probes', async () => {
    const [weights, x] = draw(8, [3, 4], [3, 3]) as [Tensor, Tensor];
    const encode = (x: Tensor) => tanh(matMul(x, weights));
    const exact = await contractive(encode, x).data();
    const repetitions = 200;
    const variances = [];
    for (const probes of [1, 4]) {
      const estimates: Float32Array[] = [];
      for (let i = 0; i < repetitions; i++) {
        const estimate = contractiveEstimate(encode, x, keyOf(1000 * probes + i), { probes });
        estimates.push((await estimate.data()) as Float32Array);
        estimate.dispose();
      }
      const moments = Array.from(exact, (_, n) => {
        const mean = estimates.reduce((total, e) => total + e[n]!, 0) / repetitions;
        const variance = estimates.reduce((total, e) => total + (e[n]! - mean) ** 2, 0) / (repetitions - 1);
        return { mean, variance };
      });
      for (const [n, { mean, variance }] of moments.entries()) {
        expect(Math.abs(mean - exact[n]!)).toBeLessThan(3 * Math.sqrt(variance / repetitions));
      }
      variances.push(moments.reduce((total, { variance }) => total + variance, 0));
    }
    // 600 estimates know a variance to about a tenth.
    expect(variances[0]! / variances[1]!).toBeGreaterThan(3);
    expect(variances[0]! / variances[1]!).toBeLessThan(5.3);
  });
});

describe('orthogonality', () => {
  it('is 0 for the Q of a QR, and columns − rows for its transpose', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const frame = tidy(() => linalg.qr(draw(seed, [6, 4])[0]!)[0]);
        // 16 squares of roundings of 1e-6.
        expect(await number(orthogonality([frame]))).toBeLessThan(1e-10);
        await expectAllClose(orthogonality([transpose(frame)]), [2]);
      }),
      runs,
    );
  });

  it('is at least 0, least without lengths, and adds up over weights', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const [a, b] = draw(seed, [3, 4], [2, 2, 3]) as [Tensor, Tensor];
        const [whole, angles, one, other] = (await Promise.all(
          [
            orthogonality([a, b]),
            orthogonality([a, b], { lengths: false }),
            orthogonality([a]),
            orthogonality([b]),
          ].map(number),
        )) as [number, number, number, number];
        expect(angles).toBeGreaterThanOrEqual(0);
        expect(whole).toBeGreaterThanOrEqual(angles);
        // Three rows cannot hold four columns at right angles.
        expect(one).toBeGreaterThanOrEqual(1 - 1e-5);
        await expectAllClose([one + other], [whole]);
      }),
      runs,
    );
  });
});

describe('sparsity', () => {
  it('is at least 0, and that of logits is that of their sigmoid', async () => {
    const logit = fc.double({ min: -8, max: 8, noNaN: true });
    const rates = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(logit, { minLength: 6, maxLength: 6 }), rates, async (logits, rate) => {
        const x = tensor2d(logits, [3, 2]);
        const active = tensor2d(
          logits.map((x) => 1 / (1 + Math.exp(-x))),
          [3, 2],
        );
        const [fromLogits, kl] = [
          await number(klSparsityFromLogits(x, { rate })),
          await number(klSparsity(active, { rate })),
        ];
        expect(fromLogits).toBeGreaterThanOrEqual(-1e-7);
        // 1 − a is known to 6e-8 absolutely, where a is near 1: 2e-4 of it at a logit of 8.
        await expectAllClose([kl], [fromLogits], { relative: 1e-3, absolute: 1e-6 });
        expect(Math.min(...(await l1Sparsity(x).data()))).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });
});
