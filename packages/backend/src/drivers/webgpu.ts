import { repairBroadcastProducts } from '../broadcastProducts.ts';
import { inNode } from '../environment.ts';
import { defineUpdates } from '../gpu/updates.ts';
import { repairAddN } from '../webgpu/addN.ts';
import { repairCumulative } from '../webgpu/cumulative.ts';
import { evaluate } from '../webgpu/evaluate.ts';
import { downloadAll, refuseSyncReads } from './asyncReads.ts';
import { type Driver, Unavailable } from './driver.ts';
import { notLoaded } from './notLoaded.ts';

interface Gpu {
  requestAdapter(): Promise<object | null>;
}

const gpuOf = () => (globalThis.navigator as { gpu?: Gpu } | undefined)?.gpu;

/** The graphics processor by WebGPU. */
export const webgpu: Driver = {
  name: 'webgpu',
  async load() {
    if (!gpuOf() && inNode()) throw new Unavailable('there is no WebGPU in Node', "Use 'wasm' instead");
    try {
      return await import('@tensorflow/tfjs-backend-webgpu');
    } catch (cause) {
      throw notLoaded('@tensorflow/tfjs-backend-webgpu', cause);
    }
  },
  async prepare() {
    const gpu = gpuOf();
    if (!gpu) {
      const fix = globalThis.isSecureContext
        ? "Use a browser that has it, such as a recent Chrome, Edge or Safari, or use 'wasm' instead"
        : "Serve the page over https or from localhost, or use 'wasm' instead";
      throw new Unavailable('this browser has no WebGPU here', fix);
    }
    if ((await gpu.requestAdapter()) === null) {
      throw new Unavailable(
        'this browser has WebGPU but no adapter for it',
        "Start Chromium with --enable-unsafe-webgpu (on Linux also --enable-features=Vulkan), or use 'wasm' instead",
      );
    }
  },
  adjust(backend) {
    refuseSyncReads(backend);
    repairBroadcastProducts('webgpu');
    repairAddN();
    repairCumulative();
    defineUpdates('webgpu', evaluate);
  },
  leave: downloadAll,
  fix: "Update the browser and the graphics driver, or use 'wasm' instead",
};
