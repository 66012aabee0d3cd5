import { bundledDigits } from './bundledDigits.ts';
import { arraySource, type Source } from './core/source.ts';
import { addressOf } from './files/address.ts';
import { gunzip } from './files/gunzip.ts';
import { parseIdx, parseIdxPrefix } from './files/parseIdx.ts';
import type { Address } from './files/platform.ts';
import { readAsset } from './files/readAsset.ts';

const trainCount = 9003;

/** The digits to train with and those to test with, both with their labels. */
export async function loadDigits(
  caller: string,
  url: Address | undefined,
): Promise<{ readonly train: Source; readonly test: Source }> {
  const packed = await (url === undefined ? bundledDigits() : readAsset(addressOf(caller, 'url', url), 'digits.bin'));
  const bytes = await gunzip(packed, 'digits.bin');
  const { file: images, end } = parseIdxPrefix(bytes, 'digits.bin');
  const classes = parseIdx(bytes.subarray(end), 'digits.bin');
  const part = (from: number, to?: number) =>
    arraySource(
      images.values.subarray(from * 784, to && to * 784) as Uint8Array,
      [28, 28, 1],
      classes.values.subarray(from, to),
    );
  return { train: part(0, trainCount), test: part(trainCount) };
}
