import { backends } from './backends.ts';
import { type DatasetName, datasetChoice, datasets } from './datasets.ts';
import { adversarialLosses, penalties, views } from './games.ts';
import type { ModelChoice } from './models/model.ts';
import { families, type ModelName, modelChoice, models } from './models.ts';
import { type NetworkChoice, type NetworkName, networks } from './networks.ts';

/** Everything that a run depends on. With the data it decides every number that the run gives. */
export interface Settings {
  readonly dataset: DatasetName;
  readonly model: ModelName;
  readonly network: NetworkName;
  readonly latentSize: number;
  readonly beta: number;
  readonly adversarialLoss: (typeof adversarialLosses)[number]['value'];
  readonly penalty: (typeof penalties)[number]['value'];
  readonly view: (typeof views)[number]['value'];
  readonly learningRate: number;
  readonly batchSize: number;
  readonly backend: (typeof backends)[number]['value'];
  readonly seed: number;
}

interface Definition {
  readonly name: keyof Settings;
  readonly label: string;
  /** What it does and when to change it. */
  readonly hint: string;
  /** Whether it means anything beside the settings before it. Default: always. */
  readonly applies?: (settings: Settings) => boolean;
  /** What it is unless said otherwise, given the settings before it. */
  readonly fallback: (settings: Settings) => Settings[keyof Settings];
}

/** One of the words that a setting can be. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
  /** Whether it can be chosen beside the settings before it. Default: always. */
  readonly applies?: (settings: Settings) => boolean;
}

/** A setting that is one of a few words. */
export interface ChoiceSetting extends Definition {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

/** A setting that is a number. */
export interface NumberSetting extends Definition {
  readonly kind: 'number';
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
}

export type Setting = ChoiceSetting | NumberSetting;

const onPictures = (settings: Settings) => datasetChoice(settings.dataset).kind === 'pictures';
const inFamily = (family: ReturnType<typeof modelChoice>['family']) => (settings: Settings) =>
  modelChoice(settings.model).family === family;
const takes =
  ({ data }: ModelChoice) =>
  (settings: Settings) =>
    data === undefined || datasetChoice(settings.dataset).kind === data;
const inGan = inFamily('gan');
const isDensity = inFamily('density');

/** All settings, in the order in which one decides: a default may look only at those above it. */
export const definitions: readonly Setting[] = [
  { kind: 'choice', name: 'dataset', label: 'Data', hint: '', options: datasets, fallback: () => 'digits' },
  {
    kind: 'choice',
    name: 'model',
    label: 'Model',
    hint: '',
    options: models.map((choice: ModelChoice) => ({
      value: choice.value,
      label: choice.label,
      group: families[choice.family],
      applies: takes(choice),
    })),
    fallback: () => 'vae',
  },
  {
    kind: 'choice',
    name: 'network',
    label: 'Network',
    hint: '',
    options: networks.map(({ value, label, ...choice }: NetworkChoice) => ({
      value,
      label,
      applies: (settings) => !choice.adversarial || settings.model === 'gan',
    })),
    applies: (settings) => onPictures(settings) && !isDensity(settings),
    fallback: () => 'mlp',
  },
  {
    kind: 'choice',
    name: 'backend',
    label: 'Backend',
    hint: '',
    options: backends,
    fallback: () => 'wasm',
  },
  {
    kind: 'number',
    name: 'latentSize',
    label: 'Latent size',
    hint: 'Latents of an example. Fewer blur more; many are easier to copy through.',
    minimum: 1,
    maximum: 256,
    integer: true,
    applies: (settings) => !isDensity(settings),
    fallback: (settings) =>
      onPictures(settings) ? (inGan(settings) ? 32 : 16) : inFamily('autoencoder')(settings) ? 1 : 2,
  },
  {
    kind: 'number',
    name: 'beta',
    label: 'β',
    hint: 'Weight of the divergence. Below 1: sharper copies; above: smoother samples.',
    minimum: 0,
    maximum: 100,
    integer: false,
    applies: (settings) => settings.model === 'vae',
    fallback: (settings) => (onPictures(settings) ? 1 : 0.05),
  },
  {
    kind: 'choice',
    name: 'adversarialLoss',
    label: 'Loss',
    hint: 'The rule of the game. Change it when one player wins outright.',
    options: adversarialLosses,
    applies: inGan,
    fallback: ({ network }) =>
      network === 'resnext' ? 'relativisticPaired' : network === 'residual' ? 'hinge' : 'nonSaturating',
  },
  {
    kind: 'choice',
    name: 'penalty',
    label: 'Penalty',
    hint: 'Keeps the critic smooth. Wasserstein needs one; others are calmer with it.',
    options: penalties,
    applies: inGan,
    fallback: ({ adversarialLoss, network }) =>
      adversarialLoss === 'wasserstein'
        ? 'gradientPenalty'
        : adversarialLoss === 'relativisticPaired'
          ? 'r1AndR2'
          : network === 'style'
            ? 'r1'
            : 'none',
  },
  {
    kind: 'choice',
    name: 'view',
    label: 'Critic sees',
    hint: 'What the critic is shown, real and generated alike. Pairs keep a generator from giving too few modes; changes, from learning by heart.',
    options: views.map(({ value, label, ofPictures }) => ({
      value,
      label,
      applies: (settings) => !ofPictures || onPictures(settings),
    })),
    applies: (settings) => inGan(settings) && settings.model !== 'biGan',
    fallback: () => 'plain',
  },
  {
    kind: 'number',
    name: 'learningRate',
    label: 'Learning rate',
    hint: 'How far a step goes. Lower it when the loss jumps or diverges.',
    minimum: 1e-6,
    maximum: 1,
    integer: false,
    fallback: (settings) =>
      !onPictures(settings) ? 0.001 : inGan(settings) ? 0.0005 : isDensity(settings) ? 0.01 : 0.001,
  },
  {
    kind: 'number',
    name: 'batchSize',
    label: 'Batch size',
    hint: 'Examples per step. Larger is steadier and slower.',
    minimum: 1,
    maximum: 1024,
    integer: true,
    fallback: (settings) => (onPictures(settings) ? 64 : 128),
  },
  {
    kind: 'number',
    name: 'seed',
    label: 'Seed',
    hint: 'Same seed, same run. Change it to see what was luck.',
    minimum: 0,
    maximum: 4294967295,
    integer: true,
    fallback: () => 1,
  },
];

/** The definition of one setting. */
export function definition(name: keyof Settings): Setting {
  return definitions.find((setting) => setting.name === name)!;
}
