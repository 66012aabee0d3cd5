import type { BackendName } from '../backendName.ts';
import { cpu } from './cpu.ts';
import type { Driver } from './driver.ts';
import { wasm } from './wasm.ts';
import { webgl } from './webgl.ts';
import { webgpu } from './webgpu.ts';

/** Every backend by its name. */
export const drivers: Readonly<Record<BackendName, Driver>> = { wasm, webgl, webgpu, cpu };
