import type { ModelChoice } from './model.ts';

const common = {
  family: 'autoencoder',
  promise: 'Untrained. Each step squeezes {batch} {noun} into latents and lowers the error of their reconstructions.',
  samples: 'decoded from guessed latents: mean and spread of those of real data, fixed noise',
  mainLoss: 'loss',
} as const;

const parts = { loss: 'loss, nats', reconstruction: 'reconstruction, nats' } as const;

/** Auto-encoders whose latents have no distribution of their own. */
export const autoencoders = [
  {
    ...common,
    value: 'ae',
    label: 'Auto-encoder',
    hint: 'Squeezes an example into a few latents and reconstructs it.',
    note: 'Squeeze an example into a few latents and reconstruct it. What the latents cannot hold, it blurs. It learns no distribution of latents: guessing one, as the samples do, mostly misses.',
    paper: {
      title: 'Hinton & Salakhutdinov, 2006',
      url: 'https://www.science.org/doi/10.1126/science.1127647',
    },
    terms: { loss: 'reconstruction' },
  },
  {
    ...common,
    value: 'vqVae',
    label: 'Vector-quantised (VQ-VAE)',
    hint: 'Every latent vector is one of 64 in a learned codebook.',
    note: 'The encoder’s vectors are replaced by the nearest entries of a codebook, so an example becomes a short list of whole numbers. Watch how long the codebook takes to spread.',
    paper: { title: 'van den Oord et al., 2017', url: 'https://arxiv.org/abs/1711.00937' },
    terms: { ...parts, codebook: 'codebook', commitment: 'commitment' },
  },
  {
    ...common,
    value: 'aae',
    label: 'Adversarial auto-encoder',
    hint: 'A critic holds the latents to a Gaussian, so they can be drawn.',
    note: 'A critic learns to tell latents of real data from draws of N(0, I), and the encoder learns to fool it. Once it does, the decoder can be sampled without the encoder.',
    paper: { title: 'Makhzani et al., 2016', url: 'https://arxiv.org/abs/1511.05644' },
    samples: 'decoded from fixed draws of the Gaussian that the latents are held to',
    terms: { loss: 'reconstruction, nats', critic: 'critic', generator: 'encoder against the critic' },
  },
] as const satisfies readonly ModelChoice[];
