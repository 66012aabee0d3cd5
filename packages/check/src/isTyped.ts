interface TypedArrays {
  readonly Float32Array: Float32Array;
  readonly Int32Array: Int32Array;
  readonly Uint8Array: Uint8Array;
  readonly Uint8ClampedArray: Uint8ClampedArray;
}

/**
 * Whether a value is a typed array of one of these kinds, also one of another realm, which `instanceof` denies: of
 * another frame, or of Node where Jest runs the code.
 */
export function isTyped<K extends keyof TypedArrays>(value: unknown, ...kinds: readonly K[]): value is TypedArrays[K] {
  return ArrayBuffer.isView(value) && kinds.includes((value as Uint8Array)[Symbol.toStringTag] as string as K);
}
