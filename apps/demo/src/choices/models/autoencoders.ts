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
    value: 'denoisingAe',
    label: 'Denoising auto-encoder',
    hint: 'Reconstructs an example from what is left when a quarter is erased.',
    note: 'While training, a random quarter of each example is set to 0 before it is encoded, and the whole is to be reconstructed: so it must learn what goes with what, and cannot copy.',
    paper: { title: 'Vincent et al., 2010', url: 'https://www.jmlr.org/papers/v11/vincent10a.html' },
    terms: { loss: 'reconstruction' },
  },
  {
    ...common,
    value: 'sparseAe',
    label: 'Sparse auto-encoder',
    hint: 'Few latents are not 0 in any example.',
    note: 'Latents are rectified, and their sum is penalised, so that each example is explained by a few of them. Give it many latents.',
    paper: { title: 'Glorot et al., 2011', url: 'https://proceedings.mlr.press/v15/glorot11a.html' },
    terms: { ...parts, sparsity: 'sum of latents' },
  },
  {
    ...common,
    value: 'contractiveAe',
    label: 'Contractive auto-encoder',
    hint: 'Latents hardly move when the example does.',
    note: 'The norm of the encoder’s Jacobian is penalised, estimated along one random direction: latents keep still but where reconstruction needs them to move.',
    paper: { title: 'Rifai et al., 2011', url: 'https://icml.cc/2011/papers/455_icmlpaper.pdf' },
    terms: { ...parts, contraction: 'squared norm of the Jacobian' },
  },
  {
    ...common,
    value: 'raeL2',
    label: 'Regularised auto-encoder (RAE)',
    hint: 'No noise: latents and weights of the decoder are held near 0.',
    note: 'What the noise of a VAE does, a penalty does too: latents near 0 and a smooth decoder. A density fitted to its latents makes it generate.',
    paper: { title: 'Ghosh et al., 2020', url: 'https://arxiv.org/abs/1903.12436' },
    terms: {
      loss: 'loss',
      reconstruction: 'squared error',
      latentNorm: 'squared norm of the latents',
      decoderNorm: 'squared norm of the decoder’s weights',
    },
  },
  {
    ...common,
    value: 'waeMmd',
    label: 'Wasserstein auto-encoder (MMD)',
    hint: 'All latents together look like draws of a Gaussian.',
    note: 'Latents have no noise of their own. A distance of the latents of a batch from draws of N(0, I), the maximum mean discrepancy, holds them to it as a whole, so it can be sampled.',
    paper: { title: 'Tolstikhin et al., 2018', url: 'https://arxiv.org/abs/1711.01558' },
    samples: 'decoded from fixed draws of the Gaussian that the latents are held to',
    terms: { loss: 'loss', reconstruction: 'squared error', mmd: 'MMD²' },
  },
  {
    ...common,
    value: 'vqVae',
    label: 'Vector-quantised (VQ-VAE)',
    hint: 'Every latent vector is one of 64 in a learned codebook.',
    note: 'The encoder’s vectors are replaced by the nearest entries of a codebook, so an example becomes a short list of whole numbers. Watch how long the codebook takes to spread.',
    paper: { title: 'van den Oord et al., 2017', url: 'https://arxiv.org/abs/1711.00937' },
    terms: { ...parts, codebook: 'codebook', commitment: 'commitment', perplexity: 'entries in use' },
  },
  {
    ...common,
    value: 'vqVaeEma',
    label: 'VQ-VAE with moving averages',
    hint: 'The codebook follows the encoder; entries that die are revived.',
    note: 'Each entry of the codebook is a moving average of the vectors that chose it, and an entry that nobody chooses is put where a vector is. Compare the entries in use with those of the plain VQ-VAE.',
    paper: { title: 'van den Oord et al., 2017, appendix A.1', url: 'https://arxiv.org/abs/1711.00937' },
    terms: { ...parts, commitment: 'commitment', perplexity: 'entries in use' },
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
