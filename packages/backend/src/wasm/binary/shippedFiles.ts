/** The binaries by the names tfjs asks for. Written out so that Vite and webpack see each address and ship the file. */
export const shippedFiles = {
  'tfjs-backend-wasm-simd.wasm': () =>
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url),
  'tfjs-backend-wasm.wasm': () => new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url),
};

/** A binary of tfjs: with SIMD instructions, or without. */
export type BinaryName = keyof typeof shippedFiles;
