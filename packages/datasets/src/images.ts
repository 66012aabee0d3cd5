import { assertInteger, assertOneOf, show } from '@latentkit/check';
import { assertLabels } from './core/checkValues.ts';
import type { Dataset } from './core/dataset.ts';
import type { Example, LabelledExample } from './core/example.ts';
import { arraySource } from './core/source.ts';
import { viewOf } from './core/view.ts';
import { viewDataset } from './core/viewDataset.ts';
import { UnreadableImageError } from './errors.ts';
import { nodeModule } from './files/runtime.ts';
import { type ImageFile, nameOf } from './images/imageFile.ts';

export type { ImageFile } from './images/imageFile.ts';

/** What the pictures become. */
export interface ImagesOptions {
  /** `[height, width]` in pixels. Each picture is cropped about its centre to this aspect, then resized by area. */
  readonly size: readonly [height: number, width: number];
  /** 1 for grey (0.2126 R + 0.7152 G + 0.0722 B), 3 for colour. Default 3. */
  readonly channels?: 1 | 3;
  /** Stops the reading when aborted. */
  readonly signal?: AbortSignal;
  /**
   * Told of each picture that cannot be read, which is then left out, with its label. Default: the first such picture
   * is thrown as an error.
   */
  readonly onUnreadable?: (error: UnreadableImageError) => void;
}

/** What the pictures become, and their classes. */
export interface LabelledImagesOptions extends ImagesOptions {
  /** One class a picture: an integer of at least 0. */
  readonly labels: readonly number[];
}

/**
 * A data set of your own pictures, `[height, width, channels]` in [0, 1]. Transparent parts are laid over white, and
 * the orientation that a camera noted is heeded. A page reads what the browser reads; Node reads PNG and JPEG.
 *
 * @param files files and blobs, bytes, addresses, or in Node paths
 * @param options size, channels and labels
 * @throws TypeError, RangeError for an argument that is not as said
 * @throws UnreadableImageError, with the picture's name and index, where one cannot be read
 * @throws the signal's reason when aborted
 * @example
 * ```typescript
 * const faces = await images(['anna.jpg', 'otto.png'], { size: [32, 32], channels: 1 });
 * faces.shape;  // [32, 32, 1]
 * ```
 */
export async function images(
  files: Iterable<ImageFile>,
  options: LabelledImagesOptions,
): Promise<Dataset<LabelledExample>>;
export async function images(files: Iterable<ImageFile>, options: ImagesOptions): Promise<Dataset>;
export async function images(
  files: Iterable<ImageFile>,
  { size, channels = 3, signal, onUnreadable, labels }: ImagesOptions & { labels?: readonly number[] },
): Promise<Dataset<Example>> {
  if (typeof files === 'string' || typeof files?.[Symbol.iterator] !== 'function') {
    throw new TypeError(`images: files is ${show(files)} but several files were expected: pass an array.`);
  }
  const all = [...files];
  if (all.length === 0) throw new RangeError('images: files is empty but at least one picture was expected.');
  if (size?.length !== 2) throw new TypeError(`images: size is ${show(size)} but [height, width] was expected.`);
  for (const side of size) assertInteger('images', 'size', side);
  assertOneOf('images', 'channels', channels, [1, 3]);
  if (labels !== undefined) assertLabels(labels, all.length, 'images');

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
      const reason = cause instanceof Error ? cause.message : String(cause);
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
    labels && kept.map((index) => labels[index]!),
  );
  return viewDataset(viewOf(source));
}
