import { BackendUnavailableError } from '@latentkit/backend';
import { backendLabel } from '../choices/backends.ts';
import type { Problem } from './protocol.ts';

/** What to do about the errors that have names; whatever else goes wrong is told as it is. */
const fixes: Readonly<Record<string, string>> = {
  DivergedError: 'Lower the learning rate or choose another seed, then Reset. Checkpoints saved before are untouched.',
  StateMismatchError:
    'Choose the data, model and sizes it was saved with, then load it again. The run here is untouched.',
  CorruptCheckpointError: 'Load a file that this page saved. The run here is untouched.',
  UnreadableImageError: 'Leave that file out, or save it as PNG or JPEG and choose again.',
  DownloadError: 'Reload the page.',
  StorageFullError: 'Free some storage for this page, or save the run as a file. It goes on.',
  StorageUnavailableError: 'Save the run as a file instead. It goes on.',
};

/** Settings that do not go with the data. */
export class Unfit extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** An error in words for the reader. Where the backend could not be had, it is named, so that others can be offered. */
export function problem(error: unknown): Problem {
  if (!(error instanceof Error)) return { what: String(error), fix: 'Reset.' };
  if (error instanceof BackendUnavailableError) {
    const { backend, reason, fix } = error;
    return { what: `${backendLabel(backend)} cannot start: ${reason}.`, fix: `${fix}.`, backend };
  }
  if (error instanceof Unfit) return { what: error.message, fix: error.fix };
  return { what: error.message, fix: fixes[error.name] ?? 'Change a setting, or Reset.' };
}
