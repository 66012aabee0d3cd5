/** A file is not what it should be: truncated, of another format, or damaged. */
export class CorruptFileError extends Error {
  /** Always `'CorruptFileError'`. */
  override readonly name = 'CorruptFileError';
}

/** A downloaded file is not the published one: its SHA-256 differs. Nothing was kept of it. */
export class ChecksumError extends Error {
  /** Always `'ChecksumError'`. */
  override readonly name = 'ChecksumError';
}

/** A file could not be had from any of its addresses. */
export class DownloadError extends Error {
  /** Always `'DownloadError'`. */
  override readonly name = 'DownloadError';
}

/** The cache of downloaded files could not be read or written: a full disk, a quota, a missing permission. */
export class CacheError extends Error {
  /** Always `'CacheError'`. */
  override readonly name = 'CacheError';
}

/** A picture could not be read. */
export class UnreadableImageError extends Error {
  /** Always `'UnreadableImageError'`. */
  override readonly name = 'UnreadableImageError';
}
