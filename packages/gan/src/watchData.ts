import { type DataWatch, dataWatch } from '@latentkit/model';
import { type Network, outputRangeOf } from '@latentkit/nn';
import type { Tensor } from '@tensorflow/tfjs-core';

const anyNumber = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY };

/** Watches for data that a generator can never give. */
export function watchData(kind: string, generator: Network): DataWatch {
  return dataWatch({
    caller: `${kind}.step`,
    support: outputRangeOf(generator) ?? anyNumber,
    taker: 'the generator',
    remedy: 'scale the data, or use a generator without that activation, such as that of pointsGan()',
  });
}

/** The same of the `target` of batches, and of their `data` where something gives these as well. */
export function watchTargets(
  kind: string,
  forward: Network,
  backward?: Network,
): { watch: DataWatch; see(target: Tensor): void } {
  const target = watchData(kind, forward);
  const data = backward && watchData(kind, backward);
  const watch: DataWatch = {
    see: (x) => data?.see(x),
    async check() {
      await data?.check();
      await target.check();
    },
    dispose() {
      data?.dispose();
      target.dispose();
    },
  };
  return { watch, see: target.see };
}
