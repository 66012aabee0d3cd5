import {
  type BijectionRecipe,
  chainBijections,
  coupling,
  diagonalGaussian,
  iaf,
  maf,
  planar,
  reverseFeatures,
  standardNormal,
} from '@latentkit/distributions';
import { type Autoencoder, autoencoder, standardNormalPrior } from '@latentkit/model';
import { foldIn, key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  add,
  dispose,
  exp,
  log,
  mul,
  slice,
  split,
  sub,
  sum,
  type Tensor,
  tensor2d,
  tidy,
  tile,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { flowPosterior, flowPosteriorVae, gaussian, importanceWeighted, mlp } from './index.ts';
import { closedForm, examples, linearNetworks, linearOptions, nearRows } from './linearGaussian.test-util.ts';

const small = { hidden: [4] };
const flows: Readonly<Record<string, BijectionRecipe>> = {
  planar: chainBijections([planar, planar]),
  iaf: chainBijections([iaf(small), reverseFeatures, iaf(small), reverseFeatures]),
  maf: maf(small),
  coupling: coupling(small),
};
const inputs = { latentShape: [2], shape: [3], key: key(1), encode: (data: Tensor) => data };
const output = () => normal(key(2), [5, 4]);
const at = { step: 0, key: key(3), training: true };

/** Weights that move the latents well: flows begin near the identity. */
function stirred<T extends { readonly variables?: Readonly<Record<string, Variable>> }>(
  owner: T,
  standardDeviation = 0.3,
): T {
  for (const [i, variable] of Object.values(owner.variables ?? {}).entries()) {
    tidy(() => variable.assign(normal(foldIn(key(4), i), variable.shape, { standardDeviation })));
  }
  return owner;
}

/** Of a model, those of the flow alone, and less: its posterior must cover the true one. */
function stirredModel<K extends string>(model: Autoencoder<K>): Autoencoder<K> {
  const { tensors } = model.state();
  const own = Object.entries(tensors).filter(([name]) => name.startsWith('bottleneck/')) as [string, Variable][];
  expect(own.length).toBeGreaterThan(0);
  stirred({ variables: Object.fromEntries(own) }, 0.1);
  return model;
}

const linearModel = (bijection: BijectionRecipe) =>
  stirredModel(flowPosteriorVae(linearNetworks(nearRows), { ...linearOptions, bijection }));

onEveryBackend(() => {
  it('is the Gaussian where the flow is the identity', async () => {
    const prior = () => standardNormalPrior([2]);
    const moved = flowPosterior(coupling(small), { prior })(inputs);
    for (const variable of Object.values(moved.variables!)) tidy(() => variable.assign(zeros(variable.shape)));
    const still = gaussian({ prior })(inputs);
    const [a, b] = [moved.encode(output(), at), still.encode(output(), at)];
    await expectAllClose(a.latents, b.latents);
    await expectAllClose(a.terms.kl, b.terms.kl, { relative: 1e-5, absolute: 1e-5 });
    await expectAllClose(moved.mean(output()), still.mean(output()));
  });

  it('is another Gaussian where the flow is affine, as that of one latent is', async () => {
    const { encode, posterior, mean, variables } = flowPosterior(iaf(small))({ ...inputs, latentShape: [1] });
    stirred({ variables: variables! });
    const parameters = normal(key(5), [6, 2]);
    const [m, v] = split(parameters, 2, 1) as [Tensor, Tensor];
    // Where 0 and 1 go: shift and scale.
    const origin = mean(zeros([1, 2]));
    const scale = sub(mean(tensor2d([[1, 0]])), origin);
    const other = diagonalGaussian({ mean: add(mul(m, scale), origin), logVariance: add(v, mul(2, log(scale))) });
    const { latents, terms } = encode(parameters, at);
    const expected = sub(other.logProb(latents), standardNormal([6, 1]).logProb(latents));
    await expectAllClose(terms.kl, expected, { relative: 1e-5, absolute: 1e-5 });
    await expectAllClose(posterior!(parameters).logProb(latents), other.logProb(latents), {
      relative: 1e-4,
      absolute: 1e-5,
    });
  });

  it.each(Object.entries(flows))(
    '%s: the density of a draw is that which the other direction finds',
    async (_, flow) => {
      const { posterior, draw } = stirred(flowPosterior(flow)(inputs));
      const { latents, logWeight } = draw!(output(), at);
      const found = sub(standardNormal([5, 2]).logProb(latents), posterior!(output()).logProb(latents));
      await expectAllClose(logWeight, found, { relative: 1e-4, absolute: 1e-4 });
    },
  );

  it('gives the flow the vectors that it reads, from the end of the output of the encoder', async () => {
    const seen: Tensor[] = [];
    const scaling: BijectionRecipe = () => ({
      contextSizes: { far: 1, near: 2 },
      forward(x, { context } = {}) {
        seen.push(context!.far!, context!.near!);
        return { value: mul(x, exp(context!.near!)), logDeterminant: sum(context!.near!, 1) };
      },
      inverse: () => {
        throw new Error('not needed');
      },
    });
    const { parameterShape, encode, mean } = flowPosterior(scaling, { samples: 2 })(inputs);
    expect(parameterShape([2])).toEqual([7]);
    const given = normal(key(6), [5, 7]);
    const { latents, terms } = encode(given, at);
    const [base, far, near] = split(given, [4, 1, 2], 1) as [Tensor, Tensor, Tensor];
    await expectAllClose(slice(seen[0]!, [5, 0]), far);
    await expectAllClose(slice(seen[1]!, [5, 0]), near);
    const [m, v] = split(base, 2, 1) as [Tensor, Tensor];
    await expectAllClose(mean(given), mul(m, exp(near)));
    const twice = (x: Tensor) => tile(x, [2, 1]);
    const other = diagonalGaussian({
      mean: twice(mul(m, exp(near))),
      logVariance: twice(add(v, mul(2, near))),
    });
    const kl = sub(other.logProb(latents), standardNormal([10, 2]).logProb(latents));
    await expectAllClose(terms.kl, kl, { relative: 1e-4, absolute: 1e-5 });
  });

  it.each(Object.entries(flows))('%s: ln p(x) of a linear Gaussian model is the closed form', async (_, flow) => {
    const model = linearModel(flow);
    const data = tensor2d(examples);
    const { value, standardError } = model.logLikelihood(data, { samples: 4000, key: key(1) });
    const [found, error] = [await value.data(), await standardError.data()];
    for (const [i, x] of examples.entries()) {
      // Four standard errors, its bias of at most half their square, and float32.
      expect(Math.abs(found[i]! - closedForm(x))).toBeLessThan(4 * error[i]! + error[i]! ** 2 + 1e-4);
      expect(error[i]).toBeLessThan(0.1);
    }
    await expectNoLeak(() => dispose({ ...model.logLikelihood(data, { samples: 3, key: key(1) }) }));
    model.dispose();
  });

  it('has an ELBO below ln p(x), and an importance-weighted bound between the two', async () => {
    const model = linearModel(flows.planar!);
    const bound = stirredModel(
      autoencoder('iwae', linearNetworks(nearRows), {
        ...{ shape: [3], latentShape: [2], seed: 1, likelihood: linearOptions.likelihood },
        ...importanceWeighted({ samples: 20, bottleneck: flowPosterior(flows.planar!) }),
      }),
    );
    for (const x of examples) {
      const many = tensor2d(Array.from({ length: 2000 }, () => x));
      const [elbo, tighter] = [model, bound].map(({ evaluate }) => -evaluate(many).loss.dataSync()[0]!);
      // Of 2000 draws whose spread is near 1 nat: a standard error of 0.02. The gaps are 0.1 nats and more.
      expect(elbo!).toBeLessThan(tighter! - 0.05);
      expect(tighter!).toBeLessThan(closedForm(x) + 0.02);
    }
  });

  it('refuses what is no recipe, labels, and vectors beside latents that are none', () => {
    expect(() => flowPosterior({} as never)).toThrow('flowPosterior: bijection is {} but a recipe of a bijection');
    expect(() => flowPosterior(planar, { samples: 0 })).toThrow('flowPosterior: samples is 0');
    const options = { shape: [6], latentSize: 2, seed: 1 };
    const labelled = coupling({ ...small, conditions: { label: { classes: 3 } } });
    expect(() => flowPosteriorVae(mlp(), { ...options, bijection: labelled })).toThrow(
      'flowPosteriorVae: bijection reads label as {"classes":3} but a vector, which the encoder gives, was expected',
    );
    const grid = flowPosterior(coupling({ ...small, conditions: { features: 2 } }));
    expect(() => grid({ ...inputs, latentShape: [2, 2] })).toThrow(
      'flowPosterior: bijection reads features, for which latentShape has to be [size], but it is [2,2].',
    );
    expect(() => flowPosteriorVae(mlp(), { ...options, bijection: planar, beta: -1 })).toThrow(
      'flowPosteriorVae: beta',
    );
  });
});
