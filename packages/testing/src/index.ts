export { backends, onEveryBackend } from './backends.ts';
export { expectAllClose, type Tolerance } from './expectAllClose.ts';
export { expectNoLeak } from './expectNoLeak.ts';
