/** One thing to learn from. */
export interface DatasetChoice {
  readonly value: string;
  readonly label: string;
  /** Pictures are drawn as pixels, points as a scatter. */
  readonly kind: 'pictures' | 'points';
  /** What one example is called, in the plural. */
  readonly noun: string;
  readonly hint: string;
}

/** Add an entry here, and how it is loaded in `worker/sources.ts` (the compiler asks for it). */
export const datasets = [
  {
    value: 'digits',
    label: 'Handwritten digits',
    kind: 'pictures',
    noun: 'digits',
    hint: '9,003 digits of MNIST, 28 × 28 grey values, and 997 held back to look at.',
  },
  {
    value: 'ring',
    label: 'Ring of Gaussians',
    kind: 'points',
    noun: 'points',
    hint: 'Eight modes on a circle. A GAN that forgets some of them shows mode collapse.',
  },
  {
    value: 'grid',
    label: 'Grid of Gaussians',
    kind: 'points',
    noun: 'points',
    hint: 'Twenty-five modes. Count how many the model finds.',
  },
  {
    value: 'moons',
    label: 'Two moons',
    kind: 'points',
    noun: 'points',
    hint: 'Two thin arcs. Does the model build a bridge between them?',
  },
  {
    value: 'circles',
    label: 'Two circles',
    kind: 'points',
    noun: 'points',
    hint: 'One circle inside another: no straight line parts them.',
  },
  {
    value: 'swissRoll',
    label: 'Swiss roll',
    kind: 'points',
    noun: 'points',
    hint: 'One number, rolled up. One latent number is enough to unroll it.',
  },
  {
    value: 'pinwheel',
    label: 'Pinwheel',
    kind: 'points',
    noun: 'points',
    hint: 'Five bent arms around a centre.',
  },
  {
    value: 'checkerboard',
    label: 'Checkerboard',
    kind: 'points',
    noun: 'points',
    hint: 'Sharp edges and holes, which smooth models find hard.',
  },
  {
    value: 'images',
    label: 'Your own pictures',
    kind: 'pictures',
    noun: 'pictures',
    hint: 'They are cropped square and stay on this machine.',
  },
] as const satisfies readonly DatasetChoice[];

export type DatasetName = (typeof datasets)[number]['value'];

/** The words for a data set. */
export function datasetChoice(name: DatasetName): DatasetChoice {
  return datasets.find((choice) => choice.value === name)!;
}
