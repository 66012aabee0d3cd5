export { type BackendName, useBackend } from './useBackend.ts';
