import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cifar10 } from './cifar10.ts';
import { fashionMnist } from './fashionMnist.ts';
import { kmnist } from './kmnist.ts';
import { mnist } from './mnist.ts';

test.each(Object.entries({ mnist, fashionMnist, kmnist, cifar10 }))(
  '%s asks its published addresses',
  async (name, load) => {
    const asked: string[] = [];
    const fetch = async (url: RequestInfo | URL) => {
      asked.push(String(url));
      return new Response('', { status: 404 });
    };
    await expect(load({ fetch: fetch as typeof globalThis.fetch, cache: false })).rejects.toThrow(`${name}: `);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    for (const url of asked)
      expect(url).toMatch(/^https?:\/\/[^/]+\/.*(train-images-idx3-ubyte|cifar-10-binary\.tar)\.gz$/);
  },
);

const debian = '/usr/share/datasets/fashion-mnist';
test.runIf(existsSync(debian))('the real Fashion-MNIST, as Debian has it', async () => {
  const { train, test } = await fashionMnist({ folder: debian, labels: true });
  expect([train.length, test.length, train.shape]).toEqual([60_000, 10_000, [28, 28, 1]]);
  expect([0, 1, 2, 3].map((i) => train.at(i).label)).toEqual([9, 0, 0, 3]);
  const mean = train.at(0).data.reduce((sum, value) => sum + value, 0) / 784;
  expect(mean).toBeGreaterThan(0.2);
});
