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
  /** What the samples are made from. */
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
    hint: 'Squeezes an example into a short code and builds it again.',
    note: 'Squeeze an example through a short code and build it again. What the code cannot hold, it blurs. It learns no distribution of codes: guessing one, as the samples do, mostly misses.',
    promise:
      'Untrained. Each step squeezes {batch} {noun} through the code and lowers the difference to what comes back.',
    samples: 'decoded from guessed codes: mean and spread of real codes with fixed noise',
    mainLoss: 'loss',
    terms: { loss: 'reconstruction' },
  },
  {
    value: 'vae',
    label: 'Variational auto-encoder',
    hint: 'Codes become distributions, so new ones can be drawn.',
    note: 'The encoder says where a code may lie, mean m and spread exp(σ); one is drawn, c = exp(σ) ⊙ e + m, and decoded. Divergence keeps the codes near a Gaussian, so it can be sampled without its encoder.',
    promise:
      'Untrained. Each step encodes {batch} {noun}, draws a code for each, decodes it and lowers the negative ELBO.',
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
      'Untrained. In each step the critic learns to tell {batch} real {noun} from made ones, the generator to fool it.',
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
