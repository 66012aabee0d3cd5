import type { Trainable } from '@latentkit/nn';
import { decodeSafetensors, encodeCheckpoint, indexedDbStorage, restoreCheckpoint } from '@latentkit/train';
import type { Tensor } from '@tensorflow/tfjs-core';
import { formatSettings, type Settings } from '../settings.ts';

/** Where a checkpoint keeps the settings of its run: a search string, as in the address. */
const settingsName = 'demo.settings';
const stepName = 'demo.step';

/** Where the page leaves the last run unasked, so that a later visit can go on with it. */
export const lastRun = indexedDbStorage('latentkit-demo');

/** The model as a file, with the settings that built it, so that opening the file is enough to go on. */
export function pack(model: Trainable<Tensor>, settings: Settings): Promise<Uint8Array> {
  const metadata = { [settingsName]: formatSettings(settings), [stepName]: String(model.stepCount) };
  return encodeCheckpoint(model, { metadata });
}

/** Takes over a packed model. What does not fit changes nothing. */
export function unpack(model: Trainable<Tensor>, bytes: Uint8Array): void {
  restoreCheckpoint(model, bytes);
}

/** Which run a file is of, as far as it says. */
export function labelOf(bytes: Uint8Array): { settings: string | undefined; step: number } {
  const { metadata } = decodeSafetensors(bytes);
  return { settings: metadata[settingsName], step: Number(metadata[stepName]) };
}

/** The step at which the run with these settings was left. Storage that cannot be read means that nothing was left. */
export async function leftAt(settings: Settings): Promise<number | undefined> {
  try {
    const bytes = await lastRun.read();
    const label = bytes && labelOf(bytes);
    return label?.settings === formatSettings(settings) && label.step > 0 ? label.step : undefined;
  } catch {
    return undefined;
  }
}
