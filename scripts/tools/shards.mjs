import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { root } from './run.mjs';

/**
 * About how many seconds the slowest files take in a browser. Where they are out of date, one browser ends before the other,
 * and nothing else happens.
 */
const seconds = {
  'tests/variants.test.ts': 140,
  'packages/backend/src/gradients/table/table.test.ts': 112,
  'tests/models.test.ts': 48,
  'packages/backend/src/fused/fused.test.ts': 45,
  'packages/distributions/src/closedForms/golden.test.ts': 40,
  'tests/penalties.test.ts': 34,
  'packages/divergences/src/samples/pairwise/golden.test.ts': 30,
  'packages/distributions/src/closedForms/discrete.test.ts': 29,
  'packages/divergences/src/samples/sinkhorn/sinkhornDivergence.test.ts': 29,
  'packages/nn/src/layers/onEveryBackend.test.ts': 27,
  'packages/nn/src/layers/layers.test.ts': 27,
  'packages/nn/src/agreement.test.ts': 24,
  'packages/backend/src/fused/gaussianSample.test.ts': 22,
  'packages/distributions/src/closedForms/fullGaussian.test.ts': 21,
  'packages/distributions/src/closedForms/diagonalGaussian.test.ts': 21,
  'packages/divergences/src/fDivergence/divergence.test.ts': 21,
  'packages/losses/src/reconstruction/golden.test.ts': 20,
};
/** Of any other. */
const usual = 3;

/** Deals the files to shards that end together, the slowest first, each to the shard that has the least to do. */
export class BalancedSequencer extends BaseSequencer {
  /**
   * @override
   * @param {import('vitest/node').TestSpecification[]} files
   */
  async shard(files) {
    const { index, count } = /** @type {{ index: number, count: number }} */ (this.ctx.config.shard);
    const timed = files.map((file) => ({ file, cost: costOf(file.moduleId) }));
    timed.sort((a, b) => b.cost - a.cost || a.file.moduleId.localeCompare(b.file.moduleId));
    const shards = Array.from({ length: count }, () => ({ total: 0, files: /** @type {typeof files} */ ([]) }));
    for (const { file, cost } of timed) {
      const least = shards.reduce((a, b) => (b.total < a.total ? b : a));
      least.total += cost;
      least.files.push(file);
    }
    return shards[index - 1]?.files ?? [];
  }
}

/** @param {string} path */
function costOf(path) {
  return /** @type {Record<string, number>} */ (seconds)[relative(root, path).replaceAll('\\', '/')] ?? usual;
}
