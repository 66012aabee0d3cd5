/**
 * What is used of the web's types, spelt out: a program that is compiled without the library `dom` and without Node's
 * types has none of their names. The real ones fit.
 */

/** An address: text, or a `URL`. */
export type Address = string | { readonly href: string };

/** A `File` or `Blob`. */
export interface BlobLike {
  /** In bytes. */
  readonly size: number;
  /** Reads it. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A directory handle of the File System API, as `showDirectoryPicker()` gives it. */
export interface FolderHandle {
  /** A file of the folder. */
  getFileHandle(name: string): Promise<{ getFile(): Promise<BlobLike> }>;
  /** A folder in the folder. */
  getDirectoryHandle(name: string): Promise<FolderHandle>;
}

/** A `Response`: what of it a download reads. */
export interface ResponseLike {
  /** Whether the status is from 200 to 299. */
  readonly ok: boolean;
  /** The status, such as 404. */
  readonly status: number;
  /** The status in words. */
  readonly statusText: string;
  /** By name, in any case. */
  readonly headers: {
    /** One header, or null where there is none. */
    get(name: string): string | null;
  };
  /** A `ReadableStream` of bytes. */
  readonly body: object | null;
}
