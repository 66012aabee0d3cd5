import { Unavailable } from '../../drivers/driver.ts';
import { inlineBinary } from './inlineBinary.ts';
import { readInstalled, readPath } from './readInstalled.ts';
import { type BinaryName, shippedFiles } from './shippedFiles.ts';

const fix = "Pass the address of a folder that has the .wasm files, useBackend('wasm', { wasmFolder: '/wasm/' })";

/** A binary of tfjs, and what there is to say about where it came from. */
export interface Found {
  readonly binary: Uint8Array<ArrayBuffer>;
  readonly note?: string;
}

/**
 * A binary of tfjs: from the folder if one is given; else from the disk where there is one, from beside the code over
 * the network, or, where a bundler left it behind, from the copy within the code.
 *
 * @throws Unavailable where none of these has it
 */
export async function findBinary(file: BinaryName, folder?: string): Promise<Found> {
  if (folder !== undefined) return { binary: await readFrom(folder, file) };
  const installed = readInstalled(file);
  if (installed) return { binary: installed };
  try {
    return { binary: await download(shipped(file)) };
  } catch (error) {
    const { reason } = error as Unavailable;
    try {
      return { binary: await inlineBinary(file), note: `${reason}, so the copy within the code is used` };
    } catch {
      throw error;
    }
  }
}

/** A folder of a server, or in Node a path too. */
async function readFrom(folder: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const isRemote = /^(https?|blob|data):/.test(folder);
  const local = isRemote ? undefined : readPath(folder + file);
  if (local) return local;
  let address: string;
  try {
    address = new URL(folder + file, globalThis.location?.href).href;
  } catch (cause) {
    throw new Unavailable(`${folder}${file} is no address, and no file either`, fix, cause);
  }
  return download(address);
}

function shipped(file: BinaryName): string {
  try {
    return shippedFiles[file]().href;
  } catch (cause) {
    throw new Unavailable(`this bundle does not know where ${file} is`, fix, cause);
  }
}

async function download(address: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  let binary: Uint8Array<ArrayBuffer>;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
    binary = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new Unavailable(`${address} cannot be fetched`, fix, cause);
  }
  if (!response.ok) throw new Unavailable(`${address} answers with status ${response.status}`, fix);
  if (String(binary.subarray(0, 4)) !== '0,97,115,109') throw new Unavailable(`${address} is no .wasm file`, fix);
  return binary;
}
