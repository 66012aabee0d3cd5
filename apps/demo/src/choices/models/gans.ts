import type { ModelChoice } from './model.ts';

/** Generative adversarial networks. */
export const gans = [
  {
    value: 'gan',
    family: 'gan',
    label: 'Adversarial (GAN)',
    hint: 'A generator and a critic play against each other.',
    note: 'Two networks play a game. The generator turns noise into examples; the critic learns what looks real. Neither loss need fall: watch the samples, and whether both stay in the game.',
    paper: { title: 'Goodfellow et al., 2014', url: 'https://arxiv.org/abs/1406.2661' },
    promise:
      'Untrained. In each step the critic learns to tell {batch} real {noun} from generated ones, the generator to fool it.',
    samples: 'the generator’s output for fixed noise',
    field: 'the wash is the critic’s score, from orange (generated) to teal (real)',
    mainLoss: 'critic',
    terms: { critic: 'critic', generator: 'generator', penalty: 'penalty' },
  },
] as const satisfies readonly ModelChoice[];
