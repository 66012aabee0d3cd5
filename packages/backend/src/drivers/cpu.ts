import { repairCpu } from '../cpu/repairCpu.ts';
import type { Driver } from './driver.ts';

/** Plain JavaScript: runs everywhere, slowly. */
export const cpu: Driver = {
  name: 'cpu',
  load: () => import('@tensorflow/tfjs-backend-cpu'),
  adjust(backend) {
    repairCpu();
    // Its first use prints a banner in Node that recommends another package.
    (backend as unknown as { firstUse: boolean }).firstUse = false;
  },
  fix: "Use 'wasm' instead",
};
