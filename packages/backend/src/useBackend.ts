import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';

export type BackendName = 'wasm' | 'webgl' | 'webgpu' | 'cpu';

const load: Record<BackendName, () => Promise<unknown>> = {
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

export async function useBackend(name: BackendName): Promise<void> {
  await load[name]();
  await tf.setBackend(name);
  await tf.ready();
}
