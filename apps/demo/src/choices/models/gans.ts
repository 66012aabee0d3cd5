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
  {
    value: 'infoGan',
    family: 'gan',
    label: 'InfoGAN',
    hint: 'A part of what the generator is given must be guessed from what it generates.',
    note: 'Besides noise the generator is given one of ten classes, and the critic must guess it. Nobody says what the classes are: they come to stand for what varies most. The samples are in their order.',
    paper: { title: 'Chen et al., 2016', url: 'https://arxiv.org/abs/1606.03657' },
    promise:
      'Untrained. In each step the critic learns to tell {batch} real {noun} from generated ones and to guess their class.',
    samples: 'the generator’s output for fixed noise, class by class',
    field: 'the wash is the critic’s score, from orange (generated) to teal (real)',
    mainLoss: 'critic',
    terms: {
      critic: 'critic',
      generator: 'generator',
      guess: 'class as the critic learns to guess it, nats',
      information: 'class as the generator shows it, nats',
      penalty: 'penalty',
    },
  },
  {
    value: 'biGan',
    family: 'gan',
    label: 'Bidirectional (BiGAN)',
    hint: 'An encoder learns to undo the generator without ever seeing the two together.',
    note: 'The critic tells an example with its encoding from a generated one with its noise. Fooled on both, encoder and generator are inverses: watch reconstructions come to resemble, though no error of theirs is ever computed.',
    paper: { title: 'Donahue et al., 2017', url: 'https://arxiv.org/abs/1605.09782' },
    promise:
      'Untrained. In each step the critic learns to tell {batch} real {noun} with their latents from generated ones with theirs.',
    samples: 'the generator’s output for fixed noise',
    field: 'the wash is the critic’s score, from orange (generated) to teal (real)',
    mainLoss: 'critic',
    terms: { critic: 'critic', generator: 'generator', penalty: 'penalty' },
  },
] as const satisfies readonly ModelChoice[];
