import type { ModelChoice } from './model.ts';

const common = {
  family: 'vae',
  promise:
    'Untrained. Each step encodes {batch} {noun}, draws latents for each, decodes them and lowers the negative ELBO.',
  samples: 'decoded from fixed draws e of the Gaussian prior; no encoder needed',
  mainLoss: 'loss',
} as const;

const parts = { loss: 'loss, nats', reconstruction: 'reconstruction, nats' } as const;
const elbo = {
  loss: 'negative ELBO, nats',
  reconstruction: 'reconstruction, nats',
  kl: 'KL divergence, nats',
} as const;

/** Variational auto-encoders. */
export const vaes = [
  {
    ...common,
    value: 'vae',
    label: 'Variational auto-encoder',
    hint: 'Latents become distributions, so new ones can be drawn.',
    note: 'The encoder gives a Gaussian for the latents, with mean m and standard deviation σ; latents are drawn from it, c = σ ⊙ e + m, and decoded. The KL divergence keeps them near N(0, I), so the decoder can be sampled without the encoder.',
    paper: { title: 'Kingma & Welling, 2014', url: 'https://arxiv.org/abs/1312.6114' },
    terms: elbo,
  },
  {
    ...common,
    value: 'notesVae',
    label: 'VAE as in the lecture notes',
    hint: 'c = exp(σ) ⊙ e + m, with a regulariser that is not quite a KL divergence.',
    note: 'The encoder gives m and σ, and the latents are exp(σ) ⊙ e + m. The regulariser, Σ exp(σ) − (1 + σ) + m², also has its least at N(0, I), but weighs spread and mean differently.',
    paper: {
      title: 'Hung-yi Lee, lecture on generative models',
      url: 'https://speech.ee.ntu.edu.tw/~tlkagk/courses_ML16.html',
    },
    terms: { ...parts, regularizer: 'regulariser' },
  },
  {
    ...common,
    value: 'freeBitsVae',
    label: 'Free bits',
    hint: 'Each latent may use a quarter of a nat for nothing.',
    note: 'No latent’s divergence counts as less than 0.25 nats, so none is given up early in training. Compare how many latents carry something.',
    paper: { title: 'Kingma et al., 2016', url: 'https://arxiv.org/abs/1606.04934' },
    terms: { ...parts, kl: 'KL divergence, nats' },
  },
  {
    ...common,
    value: 'iwae',
    label: 'Importance-weighted (IWAE)',
    hint: 'Five draws of the latents for each example: a tighter bound.',
    note: 'Several latents are drawn for each example and weighed by how well they explain it. The bound on the likelihood is tighter, and the posterior need not be quite a Gaussian.',
    paper: { title: 'Burda et al., 2016', url: 'https://arxiv.org/abs/1509.00519' },
    terms: { loss: 'negative bound, nats', reconstruction: 'reconstruction, nats', kl: 'KL divergence, nats' },
  },
  {
    ...common,
    value: 'infoVae',
    label: 'InfoVAE (MMD)',
    hint: 'All posteriors together match the prior; each may go its way.',
    note: 'In place of the KL divergence of each example stands one distance of all latents of the batch from the prior, the maximum mean discrepancy, so latents say more about their examples.',
    paper: { title: 'Zhao et al., 2019', url: 'https://arxiv.org/abs/1706.02262' },
    terms: { ...parts, kl: 'KL divergence, nats', mmd: 'MMD²' },
  },
  {
    ...common,
    value: 'betaTcVae',
    label: 'β-TC-VAE',
    hint: 'Only the dependence of the latents on each other is penalised sixfold.',
    note: 'The divergence is taken apart: what latents tell of an example, how they depend on each other, how far each is from the prior. Only the second, the total correlation, counts six times.',
    paper: { title: 'Chen et al., 2018', url: 'https://arxiv.org/abs/1802.04942' },
    terms: {
      ...parts,
      mutualInformation: 'mutual information, nats',
      totalCorrelation: 'total correlation, nats',
      dimensionwiseKl: 'dimension-wise KL, nats',
    },
  },
  {
    ...common,
    value: 'factorVae',
    label: 'FactorVAE',
    hint: 'A critic measures how much the latents depend on each other.',
    note: 'A critic tells latents from latents shuffled among examples, dimension by dimension. Its score is their total correlation, which the encoder lowers, so that each latent stands for a factor of its own.',
    paper: { title: 'Kim & Mnih, 2018', url: 'https://arxiv.org/abs/1802.05983' },
    terms: { ...elbo, loss: 'loss, nats', totalCorrelation: 'total correlation, nats', critic: 'critic' },
  },
  {
    ...common,
    value: 'vaeGan',
    label: 'VAE-GAN',
    hint: 'Reconstructions are compared in the features of a critic.',
    note: 'The decoder is also the generator of a GAN, and a reconstruction is compared with its original in the critic’s features and not pixel by pixel, so it need not blur to be safe.',
    paper: { title: 'Larsen et al., 2016', url: 'https://arxiv.org/abs/1512.09300' },
    terms: {
      ...elbo,
      loss: 'loss of the encoder',
      reconstruction: 'reconstruction of features',
      generator: 'generator',
      critic: 'critic',
    },
  },
  {
    ...common,
    value: 'vampPrior',
    label: 'VAE with a VampPrior',
    hint: 'The prior is the mean of the posteriors of 100 learned examples.',
    note: 'A Gaussian prior leaves gaps between the latents of different digits. Here the prior is learned: the mean of the posteriors of a hundred made-up examples, which are trained like weights.',
    paper: { title: 'Tomczak & Welling, 2018', url: 'https://arxiv.org/abs/1705.07120' },
    samples: 'decoded from fixed draws of the learned prior; no encoder needed',
    terms: elbo,
  },
  {
    ...common,
    value: 'mixturePrior',
    label: 'VAE with a mixture as prior',
    hint: 'The prior is a mixture of 20 Gaussians, learned beside the rest.',
    note: 'Data in clusters fits a prior in clusters. Means, spreads and weights of twenty Gaussians are trained together with encoder and decoder.',
    paper: { title: 'Dilokthanakul et al., 2016', url: 'https://arxiv.org/abs/1611.02648' },
    samples: 'decoded from fixed draws of the learned prior; no encoder needed',
    terms: elbo,
  },
] as const satisfies readonly ModelChoice[];
