/** Which term a run that diverges blames: the one that overflowed, not their sum. With a model that really does. */
import { useBackend } from '@latentkit/backend';
import { DivergedError, fit } from '@latentkit/train';
import { mlp, type Vae, vae } from '@latentkit/vae';
import { ones, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';

beforeAll(() => useBackend('cpu'));

/** A VAE the last bias of whose encoder, `[mean, logVariance]`, or decoder, the logits, is this. */
function biased(network: 'encoder' | 'decoder', bias: number[]): Vae {
  const model = vae(mlp({ hidden: [5] }), { shape: [3], latentSize: 2, seed: 1 });
  const { tensors, ...state } = model.state();
  const name = Object.keys(tensors).findLast((name) => name.startsWith(network) && name.endsWith('bias'))!;
  model.restore({ ...state, tensors: { ...tensors, [name]: tensor1d(bias) } });
  return model;
}

const batches = {
  length: 4,
  async *epoch() {
    for (let i = 0; i < 4; i++) yield ones([8, 3]);
  },
};

test.each<[term: string, because: string, network: 'encoder' | 'decoder', bias: number[]]>([
  ['kl', 'of a variance of exp(100)', 'encoder', [0, 0, 100, 100]],
  ['kl', 'also where the reconstruction is NaN in consequence', 'encoder', [0, 0, 200, 200]],
  ['reconstruction', 'of logits of -3e38', 'decoder', [-3e38, -3e38, -3e38]],
])('%s, because %s', async (term, _, network, bias) => {
  for (const reportEvery of [1, 4]) {
    const error = await fit(biased(network, bias), batches, { epochs: 1, reportEvery }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(DivergedError);
    expect([error.step, error.term, error.value]).toEqual([1, term, Number.POSITIVE_INFINITY]);
    expect(error.message).toContain(`fit: ${term} is Infinity at step 1.`);
  }
});
