import { useBackend } from '@latentkit/backend';
import { concatContext, dense, sequential, truncation } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { tensor1d, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertBatch, assertContext, exampleOf } from './index.ts';

beforeAll(() => useBackend('cpu'));

const label = (count = 4) =>
  tensor1d(
    Array.from({ length: count }, (_, i) => i % 2),
    'int32',
  );
function networks() {
  const conditional = [concatContext('label', { classes: 2 }), dense(1)];
  return {
    encoder: sequential([dense(2)], { inputShape: [3], key: key(1) }),
    decoder: sequential(conditional, { inputShape: [2], key: key(2) }),
  };
}

it('takes a tensor, and a record with what the networks read', () => {
  const { encoder, decoder } = networks();
  assertBatch('f', 'batch', zeros([4, 3]), { shape: [3], networks: { encoder } });
  assertBatch('f', 'batch', { data: zeros([4, 3]), label: label() }, { shape: [3], networks: { encoder, decoder } });
  assertContext('f', 'context', undefined, 4, { encoder });
  expect(exampleOf({ data: zeros([4, 3]), label: label() }).context).toHaveProperty('label');
  expect(exampleOf(zeros([4, 3]))).not.toHaveProperty('context');
});

it('takes what a network may read, with or without, and of the right size', () => {
  const network = sequential([dense(2), truncation()], { inputShape: [3], key: key(1) });
  const assert = (context: object) => assertContext('f', 'context', context as never, 4, { network });
  assert({});
  assert({ truncation: zeros([4, 1]) });
  expect(() => assert({ truncation: zeros([4]) })).toThrow(
    'f: context.truncation has shape [4] but [4,1] was expected.',
  );
  expect(() => assert({ label: label() })).toThrow(
    'f: context has label, which no network reads: they read truncation.',
  );
});

describe('refuses word by word', () => {
  it.each<[string, () => unknown, string]>([
    ['no record', () => 3, 'f: batch is 3 but a tensor, or a record of tensors with data among them, was expected.'],
    ['an empty record', () => ({}), 'f: batch has nothing but data was expected among its tensors.'],
    [
      'a record without data',
      () => ({ label: label() }),
      'f: batch has label but data was expected among its tensors.',
    ],
    ['a tensor of another shape', () => zeros([4, 2]), 'f: batch has shape [4,2] but [batch,3] was expected.'],
    [
      'data of another shape',
      () => ({ data: zeros([4, 2]), label: label() }),
      'f: batch.data has shape [4,2] but [batch,3] was expected.',
    ],
    [
      'a tensor where a label is read',
      () => zeros([4, 3]),
      'f: batch has no label, which the decoder reads from its context: there is none.',
    ],
    [
      'another name',
      () => ({ data: zeros([4, 3]), time: label() }),
      'f: batch has no label, which the decoder reads from its context: there is only time.',
    ],
    [
      'a name more',
      () => ({ data: zeros([4, 3]), label: label(), time: label() }),
      'f: batch has time, which no network reads: they read label.',
    ],
    [
      'another number of labels',
      () => ({ data: zeros([4, 3]), label: label(3) }),
      'f: batch.label has shape [3] but [4] was expected.',
    ],
    [
      'a label that is no tensor',
      () => ({ data: zeros([4, 3]), label: 1 }),
      'f: batch.label is 1 but a tensor was expected',
    ],
  ])('%s', (_, batch, message) => {
    expect(() => assertBatch('f', 'batch', batch(), { shape: [3], networks: networks() })).toThrow(message);
  });

  it('a label where no network reads any', () => {
    const { encoder } = networks();
    expect(() => assertContext('f', 'context', { label: label() }, 4, { encoder })).toThrow(
      'f: context has label, which no network reads: drop it, as unlabelled() of a data set does.',
    );
  });

  it('a context that is a tensor', () => {
    expect(() => assertContext('f', 'context', label() as never, 4, {})).toThrow(
      /^f: context is .* but tensors by name/,
    );
  });
});
