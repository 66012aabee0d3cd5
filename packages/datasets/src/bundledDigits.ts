import { besideCode, readAsset } from './files/readAsset.ts';

/**
 * The file of digits that comes with this package: from beside the code, or, where a bundler left it behind, from the
 * copy within the code. That is a chunk of its own, which nobody else loads.
 */
export async function bundledDigits(): Promise<Uint8Array<ArrayBuffer>> {
  try {
    // Written out whole: bundlers look for exactly this expression to carry the file along.
    return await readAsset(
      besideCode(() => new URL('./digits.bin', import.meta.url), 'digits.bin'),
      'digits.bin',
    );
  } catch (error) {
    try {
      const { base64 } = await import('./digits.generated.ts');
      return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    } catch {
      throw error;
    }
  }
}
