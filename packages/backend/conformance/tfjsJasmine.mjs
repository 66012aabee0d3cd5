/** Makes the globals that the tests of tfjs-core need, before they are loaded. */
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util.js';
import jasmineCore from 'jasmine-core';

Object.assign(globalThis, jasmineCore.noGlobals());
setTestEnvs([{ name: 'wasm', backendName: 'wasm', isDataSync: true }]);

// Some tests draw without a seed. The same numbers every time: mulberry32.
let state = 1;
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let x = Math.imul(state ^ (state >>> 15), state | 1);
  x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
  return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
};
