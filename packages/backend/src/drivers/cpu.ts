import { repairCpu } from '../cpu/repairCpu.ts';
import type { Driver } from './driver.ts';
import { notLoaded } from './notLoaded.ts';

/** Plain JavaScript: runs everywhere, slowly. */
export const cpu: Driver = {
  name: 'cpu',
  async load() {
    try {
      return await import('@tensorflow/tfjs-backend-cpu');
    } catch (cause) {
      throw notLoaded('@tensorflow/tfjs-backend-cpu', cause);
    }
  },
  adjust(backend) {
    repairCpu();
    // Its first use prints a banner in Node that recommends another package.
    (backend as unknown as { firstUse: boolean }).firstUse = false;
  },
  fix: "See the cause of this error, or use 'wasm' instead",
};
