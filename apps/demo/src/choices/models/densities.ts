import type { ModelChoice } from './model.ts';

const common = {
  family: 'density',
  promise: 'Untrained. Each step raises the likelihood of {batch} {noun}, which the model gives exactly.',
  mainLoss: 'loss',
  terms: { loss: 'negative log-likelihood, nats' },
} as const;

const flow = {
  ...common,
  data: 'points',
  samples: 'fixed draws of N(0, I), moved and bent by the bijections',
  field: 'the wash is the density: the stronger, the likelier',
} as const;

/** Models that give the probability of an example, and are trained by maximum likelihood. */
export const densities = [
  {
    ...flow,
    value: 'planarFlow',
    label: 'Planar flow',
    hint: 'Bends the plane along a few lines.',
    note: 'A Gaussian cloud is pushed and pulled along sixteen directions, one after the other. The change of volume is known, so the density is too. Each step bends little: see what it cannot part.',
    paper: { title: 'Rezende & Mohamed, 2015', url: 'https://arxiv.org/abs/1505.05770' },
  },
  {
    ...flow,
    value: 'realNvp',
    label: 'Coupling flow (RealNVP)',
    hint: 'One coordinate stretches and shifts the other, by turns.',
    note: 'A network reads one coordinate and says how the other is stretched and shifted, by turns, eight times. It is undone as easily as done, so an example has a likelihood, and the likelihood is what is trained.',
    paper: { title: 'Dinh et al., 2017', url: 'https://arxiv.org/abs/1605.08803' },
  },
  {
    ...flow,
    value: 'maf',
    label: 'Masked autoregressive flow (MAF)',
    hint: 'Each coordinate is a Gaussian, given those before it.',
    note: 'The second coordinate is stretched and shifted by what the first says, then the order is reversed, five times. Likelihoods take one pass; samples are drawn coordinate by coordinate.',
    paper: { title: 'Papamakarios et al., 2017', url: 'https://arxiv.org/abs/1705.07057' },
  },
  {
    ...flow,
    value: 'splineFlow',
    label: 'Neural spline flow',
    hint: 'One coordinate bends the other along a smooth curve.',
    note: 'As in a coupling flow, but the other coordinate is bent along a monotone curve of pieces and not only stretched: four couplings part clusters that a dozen simpler ones leave joined.',
    paper: { title: 'Durkan et al., 2019', url: 'https://arxiv.org/abs/1906.04032' },
  },
  {
    ...common,
    value: 'made',
    label: 'Autoregressive (MADE)',
    hint: 'The chance of each pixel, given all pixels before it.',
    note: 'Pixels are black or white here. A masked network gives the chance that each is white from those before it, and their product is the likelihood. Samples are drawn pixel by pixel, from the top.',
    paper: { title: 'Germain et al., 2015', url: 'https://arxiv.org/abs/1502.03509' },
    data: 'pictures',
    blackAndWhite: true,
    samples: 'drawn pixel by pixel, each by its chance given those before it, from fixed noise',
  },
] as const satisfies readonly ModelChoice[];
