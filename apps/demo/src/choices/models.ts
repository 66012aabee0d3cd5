/** One kind of model, in the words of the lecture. */
export interface ModelChoice {
  readonly value: string;
  readonly label: string;
  /** In a line. */
  readonly hint: string;
  /** What it is and what to watch for. */
  readonly note: string;
  /** What will happen at Start; `{noun}` and `{batch}` are filled in. */
  readonly promise: string;
  /** Where the samples come from. */
  readonly samples: string;
  /** The metric shown as the main loss. */
  readonly mainLoss: string;
  /** What each term of the loss is, with its unit. */
  readonly terms: Readonly<Record<string, string>>;
}

/** Add an entry here, and how it is built in `worker/models.ts` (the compiler asks for it). */
export const models = [
  {
    value: 'ae',
    label: 'Auto-encoder',
    hint: 'Squeezes an example into a few latents and reconstructs it.',
    note: 'Squeeze an example into a few latents and reconstruct it. What the latents cannot hold, it blurs. It learns no distribution of latents: guessing one, as the samples do, mostly misses.',
    promise: 'Untrained. Each step squeezes {batch} {noun} into latents and lowers the error of their reconstructions.',
    samples: 'decoded from guessed latents: mean and spread of those of real data, fixed noise',
    mainLoss: 'loss',
    terms: { loss: 'reconstruction' },
  },
  {
    value: 'vae',
    label: 'Variational auto-encoder',
    hint: 'Latents become distributions, so new ones can be drawn.',
    note: 'The encoder gives a Gaussian for the latents, with mean m and standard deviation σ; latents are drawn from it, c = σ ⊙ e + m, and decoded. The KL divergence keeps them near N(0, I), so the decoder can be sampled without the encoder.',
    promise:
      'Untrained. Each step encodes {batch} {noun}, draws latents for each, decodes them and lowers the negative ELBO.',
    samples: 'decoded from fixed draws e of the Gaussian prior; no encoder needed',
    mainLoss: 'loss',
    terms: { loss: 'negative ELBO, nats', reconstruction: 'reconstruction, nats', kl: 'KL divergence, nats' },
  },
  {
    value: 'gan',
    label: 'Adversarial (GAN)',
    hint: 'A generator and a critic play against each other.',
    note: 'Two networks play a game. The generator turns noise into examples; the critic learns what looks real. Neither loss need fall: watch the samples, and whether both stay in the game.',
    promise:
      'Untrained. In each step the critic learns to tell {batch} real {noun} from generated ones, the generator to fool it.',
    samples: 'the generator’s output for fixed noise',
    mainLoss: 'critic',
    terms: { critic: 'critic', generator: 'generator', penalty: 'penalty' },
  },
] as const satisfies readonly ModelChoice[];

export type ModelName = (typeof models)[number]['value'];

/** The words for a model. */
export function modelChoice(name: ModelName): ModelChoice {
  return models.find((choice) => choice.value === name)!;
}
