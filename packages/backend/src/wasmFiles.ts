/** The binaries by the names tfjs asks for. Written out so that Vite and webpack see each address and ship the file. */
export const wasmFiles: Readonly<Record<string, () => URL>> = {
  'tfjs-backend-wasm-simd.wasm': () =>
    new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url),
  'tfjs-backend-wasm.wasm': () => new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url),
};
