import { describe, expect, test } from 'vitest';
import { file } from '../test/safetensorsFile.ts';
import { CorruptCheckpointError } from './CorruptCheckpointError.ts';
import { decodeSafetensors } from './decodeSafetensors.ts';
import { encodeSafetensors } from './encodeSafetensors.ts';

const one = (info: string, dataBytes = 4) => file(`{"x":${info}}`, dataBytes);
const x = '"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';

const hostile: [what: string, bytes: Uint8Array, message: string][] = [
  ['an empty file', new Uint8Array(0), 'the file has 0 bytes'],
  ['seven bytes', new Uint8Array(7), 'the file has 7 bytes'],
  ['a header beyond the file', file('{}', 0, 3n), 'the header length is 3 but only 2 bytes follow it'],
  ['a header of 100 MB and one', file('{}', 0, 100_000_001n), 'at most 100000000 is read'],
  ['a header of 2^64 - 1', file('{}', 0, 2n ** 64n - 1n), 'the header length is 18446744073709551615'],
  ['no header', file(''), 'does not begin with {'],
  ['a header that is a list', file('[]'), 'does not begin with {'],
  ['a byte order mark', file('\ufeff{}'), 'does not begin with {'],
  ['space before the header', file(' {}'), 'does not begin with {'],
  ['half a header', file('{"x":'), 'the header is not JSON'],
  ['NaN in JSON', one('{"dtype":"F32","shape":[NaN],"data_offsets":[0,4]}'), 'the header is not JSON'],
  ['two headers', file('{}{}'), 'the header is not JSON'],
  ['not UTF-8', file(new Uint8Array([0x7b, 0xff, 0x7d])), 'the header is not JSON'],
  ['a name twice', file(`{${x},${x}}`, 4), 'the name "x" stands twice'],
  ['a name twice, once escaped', file(`{${x},${x.replace('x', '\\u0078')}}`, 4), 'the name "x" stands twice'],
  [
    'a field twice',
    one('{"dtype":"F32","shape":[1],"data_offsets":[0,4],"dtype" :"I32"}'),
    'the name "dtype" stands twice',
  ],
  ['metadata twice', file('{"__metadata__":{"a":"1","a":"2"}}'), 'the name "a" stands twice'],
  ['__proto__', file(`{${x.replace('x', '__proto__')}}`, 4), "the name '__proto__' is reserved"],
  ['constructor', file(`{${x.replace('x', 'constructor')}}`, 4), "the name 'constructor' is reserved"],
  ['__proto__ escaped', file(`{${x.replace('x', '\\u005f_proto__')}}`, 4), "the name '__proto__' is reserved"],
  ['__proto__ in an array', one('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'), 'an unknown field'],
  ['__proto__ in metadata', file('{"__metadata__":{"__proto__":"a"}}'), "the metadata name '__proto__' is reserved"],
  ['half a surrogate pair', file(`{${x.replace('x', '\\ud800')}}`, 4), 'is not valid Unicode'],
  ['metadata that is a list', file('{"__metadata__":["a"]}'), '__metadata__ is ["a"]'],
  ['metadata that is null', file('{"__metadata__":null}'), '__metadata__ is null'],
  ['metadata with a number', file('{"__metadata__":{"a":1}}'), "metadata 'a' is 1"],
  ['an array that is null', one('null'), "'x' is null"],
  ['an array that is a list', one('[]'), "'x' is []"],
  ['an unknown field', one('{"dtype":"F32","shape":[1],"data_offsets":[0,4],"crc":1}'), "an unknown field 'crc'"],
  ['no dtype', one('{"shape":[1],"data_offsets":[0,4]}'), "'x' has dtype undefined"],
  ['an unknown dtype', one('{"dtype":"F31","shape":[1],"data_offsets":[0,4]}'), "'x' has dtype 'F31'"],
  ['a dtype out of a prototype', one('{"dtype":"toString","shape":[1],"data_offsets":[0,4]}'), "dtype 'toString'"],
  ['no shape', one('{"dtype":"F32","data_offsets":[0,4]}'), "'x' has shape undefined"],
  ['a negative shape', one('{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}'), "'x' has shape [-1,-1]"],
  ['a fractional shape', one('{"dtype":"F32","shape":[0.5,2],"data_offsets":[0,4]}'), "'x' has shape [0.5,2]"],
  ['a shape of null', one('{"dtype":"F32","shape":[null],"data_offsets":[0,4]}'), "'x' has shape [null]"],
  ['a shape of text', one('{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}'), '\'x\' has shape ["1"]'],
  ['an infinite shape', one('{"dtype":"F32","shape":[1e999],"data_offsets":[0,4]}'), "'x' has shape [Infinity]"],
  [
    'a shape beyond counting',
    one('{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}'),
    'more values than can be counted',
  ],
  [
    'a shape beyond counting, times 0',
    one('{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}', 0),
    'more values than can be counted',
  ],
  ['one offset', one('{"dtype":"F32","shape":[1],"data_offsets":[0]}'), 'has data_offsets [0]'],
  ['three offsets', one('{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}'), 'has data_offsets [0,4,8]'],
  ['a negative offset', one('{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}'), 'has data_offsets [-4,0]'],
  ['a fractional offset', one('{"dtype":"F32","shape":[1],"data_offsets":[0.5,4.5]}'), 'has data_offsets [0.5,4.5]'],
  ['offsets backwards', one('{"dtype":"F32","shape":[1],"data_offsets":[4,0]}'), 'has data_offsets [4,0]'],
  ['offsets beyond the file', one('{"dtype":"F32","shape":[2],"data_offsets":[0,8]}'), 'but the file holds 4 bytes'],
  ['offsets of 2^53', one('{"dtype":"F32","shape":[1],"data_offsets":[0,9007199254740992]}'), 'has data_offsets'],
  ['a shape too small', one('{"dtype":"F32","shape":[],"data_offsets":[0,8]}', 8), "'x' takes 8 bytes but F32"],
  ['a shape too large', one('{"dtype":"I32","shape":[2],"data_offsets":[0,4]}'), "'x' takes 4 bytes but I32"],
  ['a bool of 2', file('{"x":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}}', 1).fill(2, -1), "'x' is BOOL but"],
  ['arrays that overlap', file(`{${x},${x.replace('x', 'y')}}`, 4), "'y' begins at 0, inside the array before it"],
  [
    'arrays that overlap in part',
    file(`{${x.replace('[1]', '[2]').replace('4]', '8]')},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8),
    "'y' begins at 4, inside the array before it, which ends at 8",
  ],
  [
    'a hole',
    file(`{${x},"y":{"dtype":"F32","shape":[1],"data_offsets":[5,9]}}`, 9),
    "no array has the bytes from 4 to 5, where 'y' begins",
  ],
  ['bytes before the first', one('{"dtype":"F32","shape":[1],"data_offsets":[4,8]}', 8), 'from 0 to 4'],
  ['bytes after the last', file(`{${x}}`, 5), '1 bytes follow the last array'],
  ['data without arrays', file('{}', 3), '3 bytes follow the last array'],
  ['depth', file(`{"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), 'decodeSafetensors: '],
  ['depth left open', file(`{"x":${'{"a":'.repeat(200_000)}`), 'the header is not JSON'],
];

describe('decodeSafetensors', () => {
  test.each(hostile)('refuses %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(CorruptCheckpointError);
    expect(() => decodeSafetensors(bytes)).toThrow(message);
  });

  test('refuses what is not bytes', () => {
    expect(() => decodeSafetensors('text' as never)).toThrow(TypeError);
    expect(() => decodeSafetensors(new Uint16Array(16) as never)).toThrow(TypeError);
    expect(() => decodeSafetensors(new ArrayBuffer(16) as never)).toThrow(
      'decodeSafetensors: bytes is an ArrayBuffer but a Uint8Array was expected: pass new Uint8Array(bytes).',
    );
  });

  test('reads U8 as int32, and names that only look dangerous', () => {
    const bytes = file('{"toString":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}   ', 2).fill(255, -2);
    const { tensors } = decodeSafetensors(bytes);
    expect(tensors.toString).toEqual({ dtype: 'int32', shape: [2], data: new Int32Array([255, 255]) });
    expect(tensors.valueOf).toBeUndefined();
  });

  test('reads from an odd place in a larger buffer, into memory of its own', () => {
    const bytes = encodeSafetensors({ x: { dtype: 'float32', shape: [2], data: new Float32Array([1, 2]) } });
    const larger = new Uint8Array(bytes.length + 4);
    larger.set(bytes, 3);
    const { tensors } = decodeSafetensors(larger.subarray(3, 3 + bytes.length));
    larger.fill(0);
    expect([...tensors.x!.data]).toEqual([1, 2]);
  });
});
