import './gradients/register.ts';

export { type BackendFailure, BackendUnavailableError } from './BackendUnavailableError.ts';
export { type BackendName, backendNames } from './backendName.ts';
export { type ActiveBackend, type BackendOptions, useBackend } from './useBackend.ts';
