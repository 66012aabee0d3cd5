import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { root } from './run.mjs';

/**
 * About how many seconds the slowest files take in a browser. Where they are out of date, one browser ends before the other,
 * and nothing else happens.
 */
const seconds = {
  'tests/variants.test.ts': 147,
  'packages/backend/src/gradients/table/table.test.ts': 114,
  'packages/distributions/src/closedForms/golden.test.ts': 51,
  'packages/backend/src/fused/fused.test.ts': 50,
  'tests/penalties.test.ts': 39,
  'packages/divergences/src/samples/sinkhorn/sinkhornDivergence.test.ts': 38,
  'packages/nn/src/layers/onEveryBackend.test.ts': 30,
  'tests/models.test.ts': 29,
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
