import { env } from '@tensorflow/tfjs-core';
import { repairBroadcastProducts } from '../broadcastProducts.ts';
import { inNode } from '../environment.ts';
import { defineUpdates } from '../gpu/updates.ts';
import { evaluate } from '../webgl/evaluate.ts';
import { type Driver, Unavailable } from './driver.ts';
import { notLoaded } from './notLoaded.ts';

/** The graphics processor by WebGL 2. */
export const webgl: Driver = {
  name: 'webgl',
  async load() {
    if (typeof OffscreenCanvas === 'undefined' && typeof document === 'undefined') {
      throw new Unavailable(`there is no WebGL ${inNode() ? 'in Node' : 'here'}`, "Use 'wasm' instead");
    }
    try {
      return await import('@tensorflow/tfjs-backend-webgl');
    } catch (cause) {
      throw notLoaded('@tensorflow/tfjs-backend-webgl', cause);
    }
  },
  async prepare() {
    if (env().getNumber('WEBGL_VERSION') < 2) {
      throw new Unavailable(
        'there is no WebGL2 here',
        "Switch on hardware acceleration in the browser's settings, or use 'wasm' instead",
      );
    }
    if (!env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) {
      throw new Unavailable('this graphics processor has no 32-bit floats in WebGL2', "Use 'wasm' instead");
    }
  },
  adjust(backend) {
    // tfjs takes every device with 32-bit floats for one with 16, and so gives optimisers an epsilon of 1e-4 for 1e-7.
    // That alone made Adam's losses drift from those of the other backends.
    backend.floatPrecision = () => 32;
    repairBroadcastProducts('webgl');
    defineUpdates('webgl', evaluate);
  },
  fix: "Use 'wasm' instead",
};
