import { repairBroadcastProducts } from '../broadcastProducts.ts';
import { repairTensorScatterUpdate } from './tensorScatterUpdate.ts';

/** Fixes what tfjs's cpu backend, whose package is loaded, gets wrong. */
export function repairCpu(): void {
  repairBroadcastProducts('cpu');
  repairTensorScatterUpdate();
}
