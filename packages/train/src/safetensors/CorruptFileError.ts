/** A file is not what it should be: truncated, damaged, of another format, or made to do harm. The message says which. */
export class CorruptFileError extends Error {
  /** Always `'CorruptFileError'`. */
  override readonly name = 'CorruptFileError';
}
