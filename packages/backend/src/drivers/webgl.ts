import { env } from '@tensorflow/tfjs-core';
import { type Driver, inPage, Unavailable } from './driver.ts';

/** The graphics processor by WebGL 2. */
export const webgl: Driver = {
  name: 'webgl',
  load: () => import('@tensorflow/tfjs-backend-webgl'),
  async prepare() {
    if (!inPage()) throw new Unavailable('there is no WebGL in Node', "Use 'wasm' instead");
    if (env().getNumber('WEBGL_VERSION') < 2) {
      throw new Unavailable(
        'this browser has no WebGL2',
        "Switch on hardware acceleration in the browser's settings, or use 'wasm' instead",
      );
    }
    if (!env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')) {
      throw new Unavailable('this graphics processor has no 32-bit floats in WebGL2', "Use 'wasm' instead");
    }
  },
  fix: "Use 'wasm' instead",
};
