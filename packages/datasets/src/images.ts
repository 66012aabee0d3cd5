import type { AbortSignalLike } from '@latentkit/check';
import { assertFunction, assertInteger, assertMethods, assertOneOf, checkOptions, show } from '@latentkit/check';
import type { Dataset } from './core/dataset.ts';
import type { Example, LabelledExample } from './core/example.ts';
import { arraySource } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import { UnreadableImageError } from './errors.ts';
import { isUrl } from './files/address.ts';
import { isBlob } from './files/blob.ts';
import { nodeModule } from './files/runtime.ts';
import { type ImageFile, isEncoded, nameOf } from './images/imageFile.ts';
import { picturesOf } from './images/picturesOf.ts';
import { copyLabels } from './values/copyLabels.ts';

export type { ImageFile } from './images/imageFile.ts';

/** What the pictures become. */
export interface ImagesOptions {
  /** `[height, width]` in pixels. Each picture is cropped about its centre to this aspect, then resized by area. */
  readonly size: readonly [height: number, width: number];
  /** 1 for grey (0.2126 R + 0.7152 G + 0.0722 B), 3 for colour. Default 3. */
  readonly channels?: 1 | 3;
  /** Stops the reading when aborted. */
  readonly signal?: AbortSignalLike;
  /**
   * Told of each picture that cannot be read, which is then left out, with its label. Default: the first such picture
   * is thrown as an error.
   */
  readonly onUnreadable?: (error: UnreadableImageError) => void;
}

/** What the pictures become, and their classes. */
export interface LabelledImagesOptions extends ImagesOptions {
  /**
   * One class a picture: an integer of at least 0. Or `'folders'`, for a folder: the pictures are then those of its
   * sub-folders, and the class is the number of the sub-folder, from 0, in the order of their names.
   */
  readonly labels: ArrayLike<number> | 'folders';
}

/**
 * A data set of your own pictures, `[height, width, channels]` in [0, 1]. Transparent parts are laid over white, and
 * the orientation that a camera noted is heeded. A page reads what the browser reads; Node reads PNG and JPEG.
 *
 * A folder stands for the pictures in it (`png`, `jpg`, `gif`, `webp`, `bmp`, `avif`, `tiff` or `heic`), in Unicode
 * order of their names (`10.png` before `2.png`). Other files, hidden files and sub-folders are no part of it.
 *
 * @param files files and blobs, bytes, addresses, or in Node paths; or in Node the path of a folder
 * @param options size, channels and labels
 * @throws TypeError, RangeError for an argument that is not as said
 * @throws UnreadableImageError, with the picture's name and index, where one cannot be read
 * @throws the signal's reason when aborted
 * @example
 * ```typescript
 * const faces = await images(['anna.jpg', 'otto.png'], { size: [32, 32], channels: 1 });
 * faces.shape;  // [32, 32, 1]
 * const holiday = await images('pictures/holiday', { size: [64, 64] });
 * const flowers = await images('flowers', { size: [64, 64], labels: 'folders' });  // flowers/rose: 0, flowers/tulip: 1
 * ```
 */
export async function images(
  files: Iterable<ImageFile> | string,
  options: LabelledImagesOptions,
): Promise<Dataset<LabelledExample>>;
export async function images(files: Iterable<ImageFile> | string, options: ImagesOptions): Promise<Dataset>;
export async function images(
  files: Iterable<ImageFile> | string,
  options: ImagesOptions & { labels?: ArrayLike<number> | 'folders' },
): Promise<Dataset<Example>> {
  const { size, channels = 3, signal, onUnreadable } = checkImagesOptions(options);
  const isFolder = typeof files === 'string';
  if (!isFolder && typeof files?.[Symbol.iterator] !== 'function') {
    throw new TypeError(`images: files is ${show(files)} but several files were expected: pass an array.`);
  }
  if (options.labels === 'folders' && !isFolder) {
    throw new TypeError("images: labels is 'folders' but files is no folder: pass its path.");
  }
  const chosen = isFolder ? await picturesOf(files, options.labels === 'folders') : { files: [...files] };
  const all = chosen.files;
  if (all.length === 0) throw new RangeError('images: files is empty but at least one picture was expected.');
  for (let i = 0; i < all.length; i++) assertImageFile(i, all[i]);
  const labels = options.labels === 'folders' ? chosen.labels : options.labels;
  const classes = labels === undefined ? undefined : copyLabels('images', labels, all.length);

  // Loaded here, so that a page carries neither until it has pictures to read, and never Node's decoders.
  const [{ fitImage }, { decode }] = await Promise.all([
    import('./images/fitImage.ts'),
    nodeModule('node:fs/promises') ? import('./images/decodeInNode.ts') : import('./images/decodeInPage.ts'),
  ]);
  const [height, width] = size;
  const pixels = height * width * channels;
  const values = new Uint8Array(all.length * pixels);
  const kept: number[] = [];
  for (const [index, file] of all.entries()) {
    signal?.throwIfAborted();
    try {
      values.set(fitImage(await decode(file), { height, width, channels }), kept.length * pixels);
      kept.push(index);
    } catch (cause) {
      const reason = (cause as Error | undefined)?.message ?? String(cause);
      const error = new UnreadableImageError(
        `images: files[${index}] (${nameOf(file)}) could not be read: ${reason.replace(/\.$/, '')}.`,
        { cause },
      );
      if (!onUnreadable) throw error;
      onUnreadable(error);
    }
  }
  if (kept.length === 0) throw new UnreadableImageError('images: none of the files could be read.');
  const source = arraySource(
    values.subarray(0, kept.length * pixels),
    [height, width, channels],
    classes && kept.map((index) => classes[index]!),
  );
  return viewDataset(viewOf(source));
}

function checkImagesOptions(options: ImagesOptions & { labels?: unknown }): ImagesOptions {
  const { size, channels, signal, onUnreadable } = checkOptions('images', options, [
    'size',
    'channels',
    'signal',
    'onUnreadable',
    'labels',
  ]);
  if (!Array.isArray(size) || size.length !== 2) {
    throw new TypeError(`images: size is ${show(size)} but [height, width] was expected.`);
  }
  assertInteger('images', 'size[0]', size[0]);
  assertInteger('images', 'size[1]', size[1]);
  if (channels !== undefined) assertOneOf('images', 'channels', channels, [1, 3]);
  if (signal !== undefined) assertMethods('images', 'signal', signal, ['throwIfAborted']);
  if (onUnreadable !== undefined) assertFunction('images', 'onUnreadable', onUnreadable);
  return options;
}

function assertImageFile(index: number, file: unknown): void {
  if (typeof file === 'string' || isUrl(file) || isBlob(file) || isEncoded(file)) return;
  throw new TypeError(
    `images: files[${index}] is ${show(file)} but a file, a blob, the bytes of one, or an address was expected.`,
  );
}
