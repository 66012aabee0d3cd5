/** Where the arithmetic is done. */
export const backends = [
  { value: 'wasm', label: 'WASM', hint: 'On the processor, in WebAssembly. Runs everywhere; best for small networks.' },
  { value: 'webgl', label: 'WebGL', hint: 'On the graphics card. Pays off with convolutions and large batches.' },
  { value: 'webgpu', label: 'WebGPU', hint: 'The newer way to the graphics card; not in every browser yet.' },
  { value: 'cpu', label: 'CPU', hint: 'Plain JavaScript: slow, simple, good for checking the others.' },
] as const;

/** The name a reader knows: `WASM`. */
export function backendLabel(name: string): string {
  return backends.find((backend) => backend.value === name)?.label ?? name;
}
