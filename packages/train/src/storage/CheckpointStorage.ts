/**
 * One slot that holds the bytes of one checkpoint. Anything with these two methods will do: a server, a database.
 * `write` must be all or nothing: a write that fails, or is cut off, leaves what was there.
 */
export interface CheckpointStorage {
  /** Replaces what the slot holds. Rejects with `StorageFullError` where there is no room. */
  write(bytes: Uint8Array): Promise<void>;
  /** What the slot holds, as bytes of the caller's own; `undefined` where nothing was ever written. */
  read(): Promise<Uint8Array | undefined>;
}
