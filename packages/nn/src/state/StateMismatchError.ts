/** A state, or a checkpoint, that does not belong to what it is restored into. Nothing was changed when it is thrown. */
export class StateMismatchError extends Error {
  /** Always `'StateMismatchError'`. */
  override readonly name = 'StateMismatchError';
}
