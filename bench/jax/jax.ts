// jax-js looks at the browser's `navigator` as it is imported, and Node 20 has none.
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { hardwareConcurrency: 1 } });

const jax = await import('@jax-js/jax');
await jax.init('wasm');

export const { blockUntilReady, grad, jit, nn, numpy: np, random, valueAndGrad } = jax;
