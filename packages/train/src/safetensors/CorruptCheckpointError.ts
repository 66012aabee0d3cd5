/**
 * Bytes that should be a checkpoint, or a `safetensors` file, are not: truncated, damaged, of another format, or made to
 * do harm. The message says which.
 */
export class CorruptCheckpointError extends Error {
  /** Always `'CorruptCheckpointError'`. */
  override readonly name = 'CorruptCheckpointError';
}
