/** The backends that {@link useBackend} can start, best first for a small model on an ordinary machine. */
export const backendNames = ['wasm', 'webgl', 'webgpu', 'cpu'] as const;

/** The name of a backend, as tfjs has it. */
export type BackendName = (typeof backendNames)[number];
