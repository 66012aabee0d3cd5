/**
 * The names under which a published file is found in people's folders, the published one first: unpacked; as some
 * unpackers and repositories have it, `train-images.idx3-ubyte`; each also after the name of its data set
 * (`kmnist-train-images-idx3-ubyte.gz`), and alone in a folder of its name, as Kaggle gives it.
 */
export function namesOf(dataset: string, published: string): readonly string[] {
  const plain = published.replace(/\.gz$/, '');
  const spelt = [plain, plain.replace(/-(?=idx\d-)/, '.')];
  if (spelt[0] === spelt[1]) return [published, plain];
  const prefix = `${dataset.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-`;
  const names = ['', prefix].flatMap((before) => spelt.flatMap((name) => [`${before}${name}.gz`, before + name]));
  return [...names, ...spelt.map((name) => `${name}/${name}`)];
}
