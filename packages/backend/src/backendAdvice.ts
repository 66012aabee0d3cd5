const inNode = "in Node 'wasm' is the one to use: it computes on several threads, and needs no native package";
const onGpu =
  "a graphics processor is used in a page, by 'webgpu' or 'webgl'; in Node there is 'wasm', on several threads";
const itself = "'wasm' uses SIMD instructions and threads by itself, where there are any";

/** What people ask for from what they know of TensorFlow, in lower case, and what to use instead. */
const advice: Readonly<Record<string, string>> = {
  node: inNode,
  tensorflow: inNode,
  native: inNode,
  'tfjs-node': inNode,
  '@tensorflow/tfjs-node': inNode,
  gpu: onGpu,
  cuda: onGpu,
  rocm: onGpu,
  metal: onGpu,
  vulkan: onGpu,
  'tfjs-node-gpu': onGpu,
  '@tensorflow/tfjs-node-gpu': onGpu,
  simd: itself,
  threads: itself,
  'wasm-simd': itself,
  'wasm-threads': itself,
  js: "plain JavaScript is 'cpu'; 'wasm' computes on the processor too, many times faster",
  javascript: "plain JavaScript is 'cpu'; 'wasm' computes on the processor too, many times faster",
  webassembly: "it is called 'wasm'",
  webgl2: "it is called 'webgl', and is WebGL 2",
  webnn: "it is not supported, since it does not train; in a page 'webgpu' or 'webgl' use the graphics processor",
  'react-native': "'webgl' is what may run there; it is not tested",
  'rn-webgl': "'webgl' is what may run there; it is not tested",
};

/** What to use instead of a name that is none, where that can be told. */
export function backendAdvice(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const known = name.toLowerCase();
  if (Object.hasOwn(advice, known)) return advice[known];
  const bare = known.replace(/^@tensorflow\//, '').replace(/^tfjs-backend-/, '');
  return bare !== name && ['wasm', 'webgl', 'webgpu', 'cpu'].includes(bare) ? `write '${bare}'` : undefined;
}
