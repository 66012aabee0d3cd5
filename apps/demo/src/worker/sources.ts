import {
  checkerboard,
  circles,
  type Dataset,
  digits,
  grid,
  images,
  moons,
  pinwheel,
  ring,
  swissRoll,
} from '@latentkit/datasets';
import { modelChoice } from '../choices/models.ts';
import type { Settings } from '../settings.ts';
import { Unfit } from './problem.ts';

/** Data to learn from and data to look at, of which the model is never trained on the latter where there is enough. */
export interface Source {
  readonly train: Dataset;
  readonly show: Dataset;
  /** How many examples the page shows. */
  readonly showCount: number;
  /** How many samples it shows. */
  readonly sampleCount: number;
}

type Load = (settings: Settings, files: readonly File[], warn: (error: Error) => void) => Source | Promise<Source>;

/** How each data set is loaded. */
const loaders: Readonly<Record<Settings['dataset'], Load>> = {
  async digits() {
    const { train, test } = await digits();
    return { train, show: test, showCount: 24, sampleCount: 72 };
  },
  ring: points(ring),
  grid: points(grid),
  moons: points(moons),
  circles: points(circles),
  swissRoll: points(swissRoll),
  pinwheel: points(pinwheel),
  checkerboard: points(checkerboard),
  async images(_, files, onUnreadable) {
    const data = await images(files, { size: [32, 32], onUnreadable });
    return { train: data, show: data, showCount: 24, sampleCount: 72 };
  },
};

/** Points to learn from, and as many others, from another seed, to look at. */
function points(make: (options: { count: number; seed: number }) => Dataset): Load {
  return ({ seed }) => ({
    train: make({ count: 8192, seed }),
    show: make({ count: 600, seed: (seed + 1) % 2 ** 32 }),
    showCount: 600,
    sampleCount: 600,
  });
}

/** Every number is 0 or 1, whichever is nearer. */
function blackAndWhite({ train, show, ...counts }: Source): Source {
  const rounded = (data: Dataset) => data.map((example) => ({ ...example, data: example.data.map(Math.round) }));
  return { train: rounded(train), show: rounded(show), ...counts };
}

/** The data that the settings ask for. `warn` is told of each picture that had to be left out. */
export async function loadSource(
  settings: Settings,
  files: readonly File[],
  warn: (error: Error) => void,
): Promise<Source> {
  const loaded = await loaders[settings.dataset](settings, files, warn);
  const source = modelChoice(settings.model).blackAndWhite ? blackAndWhite(loaded) : loaded;
  const { length } = source.train;
  if (settings.batchSize > length) {
    const what = `There are ${length} pictures, but a batch takes ${settings.batchSize}.`;
    throw new Unfit(what, `Set the batch size to ${length} or less, or choose more pictures.`);
  }
  return source;
}
