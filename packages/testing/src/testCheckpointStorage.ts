import { describe, expect, it } from 'vitest';

/** What `CheckpointStorage` of `@latentkit/train` asks for, spelled out here: `testing` imports no model and no loop. */
interface Storage {
  write(bytes: Uint8Array): Promise<void>;
  read(): Promise<Uint8Array | undefined>;
}

/** So many bytes that one can tell apart. */
function bytesOf(length: number, seed: number): Uint8Array {
  return new Uint8Array(length).map((_, i) => i * 31 + seed * 7 + (i >> 8));
}

let slots = 0;

/**
 * The conformance suite of a checkpoint storage.
 *
 * @param name how the tests are headed
 * @param make the storage over a slot: the same name gives the same slot, a new name an empty one
 */
export function testCheckpointStorage(name: string, make: (slot: string) => Storage): void {
  describe(`${name} is a checkpoint storage`, () => {
    const fresh = () => `conformance-${slots++}-${Date.now()}`;
    const same = async (storage: Storage, expected: Uint8Array) => {
      const found = await storage.read();
      expect(found).toBeInstanceOf(Uint8Array);
      expect(found!.length).toBe(expected.length);
      // Not toEqual, which takes seconds over a million bytes.
      expect(found!.findIndex((value, i) => value !== expected[i])).toBe(-1);
    };

    it('holds nothing at first', async () => {
      const storage = make(fresh());
      expect(await storage.read()).toBeUndefined();
      expect(await storage.read()).toBeUndefined();
    });

    it.each([1, 7, 4096, 3_000_001])('gives back %d bytes', async (length) => {
      const storage = make(fresh());
      await storage.write(bytesOf(length, 1));
      await same(storage, bytesOf(length, 1));
    });

    it('replaces the longer by the shorter, and the shorter by the longer', async () => {
      const storage = make(fresh());
      for (const length of [1000, 10, 5000]) {
        await storage.write(bytesOf(length, length));
        await same(storage, bytesOf(length, length));
      }
    });

    it('writes only the part of a buffer that it is given', async () => {
      const storage = make(fresh());
      await storage.write(bytesOf(100, 2).subarray(10, 20));
      await same(storage, bytesOf(100, 2).subarray(10, 20));
      expect((await storage.read())!.buffer.byteLength).toBe(10);
    });

    it('keeps what it holds apart from what it was given and what it gave', async () => {
      const storage = make(fresh());
      const bytes = bytesOf(10, 3);
      await storage.write(bytes);
      bytes.fill(0);
      (await storage.read())!.fill(0);
      await same(storage, bytesOf(10, 3));
    });

    it('is the same slot under the same name, and another under another', async () => {
      const [slot, other] = [fresh(), fresh()];
      await make(slot).write(bytesOf(10, 4));
      await same(make(slot), bytesOf(10, 4));
      expect(await make(other).read()).toBeUndefined();
    });

    it('holds one of two that are written at once, whole', async () => {
      const storage = make(fresh());
      await Promise.all([storage.write(bytesOf(200_000, 5)), storage.write(bytesOf(100_000, 6))]);
      const { length } = (await storage.read())!;
      await same(storage, length === 200_000 ? bytesOf(200_000, 5) : bytesOf(100_000, 6));
    });

    it('refuses what is not bytes, and still holds what it held', async () => {
      const storage = make(fresh());
      await storage.write(bytesOf(10, 7));
      for (const wrong of [undefined, null, 'text', [1, 2], new ArrayBuffer(4)]) {
        await expect(storage.write(wrong as never)).rejects.toThrow(TypeError);
      }
      await same(storage, bytesOf(10, 7));
    });
  });
}
