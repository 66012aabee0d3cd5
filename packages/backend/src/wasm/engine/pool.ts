import { nodeModule } from '../../environment.ts';

/** Several threads at the same work; this one is the first of them. */
export interface Pool {
  /** How many, this one included. */
  readonly threads: number;
  /** Does the units of work from 0 to `units`, `grain` at a time, and returns when all are done. */
  run(kernel: number, args: number, units: number, grain: number): void;
  end(): void;
}

/** What a pool needs of the module and its heap. */
export interface Ground {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Does some units on this thread. */
  readonly compute: (kernel: number, args: number, begin: number, end: number) => void;
  /** The address of {@link controlWords} zeros. */
  readonly control: number;
  /** The address of scratch for the thread of that number. */
  readonly scratch: (thread: number) => number;
}

/** Words of four bytes through which the threads talk. */
export const controlWords = 16;

// What the words are. A worker that is ACTIVE takes the next part of the work by adding 1 to NEXT, and only then reads
// what the work is. NEXT is far beyond any part while the work is written down, and nobody is active then but those who
// come late and find it so.
const TICKET = 0;
const NEXT = 1;
const PARTS = 2;
const ACTIVE = 3;
const KERNEL = 4;
const ARGS = 5;
const UNITS = 6;
const GRAIN = 7;
const closed = 1 << 30;

/**
 * Looks, this many times, whether there is work before it sleeps: some fifty microseconds, longer than tfjs takes from
 * one kernel to the next. To be woken takes as long as a small kernel.
 */
const patience = 50_000;

/** What a worker runs. As text, so that it means the same wherever a bundler puts it; it uses the words above. */
const program = `
const start = ({ module, memory, control, scratch }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = Object.values(exports);
  const words = new Int32Array(memory.buffer, control, ${controlWords});
  post('ready');
  for (let seen = 0; ; ) {
    let ticket = Atomics.load(words, ${TICKET});
    for (let i = 0; ticket === seen && i < ${patience}; i++) ticket = Atomics.load(words, ${TICKET});
    if (ticket === seen) {
      Atomics.wait(words, ${TICKET}, seen);
      continue;
    }
    seen = ticket;
    Atomics.add(words, ${ACTIVE}, 1);
    for (;;) {
      const part = Atomics.add(words, ${NEXT}, 1);
      if (part >= Atomics.load(words, ${PARTS})) break;
      const begin = part * words[${GRAIN}];
      kernels[words[${KERNEL}]](words[${ARGS}] >>> 0, begin, Math.min(begin + words[${GRAIN}], words[${UNITS}]), scratch);
    }
    if (Atomics.sub(words, ${ACTIVE}, 1) === 1) Atomics.notify(words, ${ACTIVE});
  }
};
`;

const inNode = `const { parentPort } = require('node:worker_threads');
const post = (message) => parentPort.postMessage(message);
parentPort.once('message', (message) => start(message));`;
const inBrowser = `const post = (message) => postMessage(message);
onmessage = ({ data }) => start(data);`;

/**
 * Starts a pool. The workers sleep when there is nothing to do, keep no process alive, and end with {@link Pool.end}.
 *
 * @throws whatever keeps a worker from starting, such as a page's policy
 */
export async function startPool(ground: Ground, threads: number): Promise<Pool> {
  const workers: { end(): void }[] = [];
  const end = () => {
    for (const worker of workers.splice(0)) worker.end();
  };
  const { module, memory, control } = ground;
  const words = new Int32Array(memory.buffer, control, controlWords);
  Atomics.store(words, NEXT, closed);
  const maySleep = canSleep();
  const launchAll = (launch: Launch) =>
    Promise.all(
      Array.from({ length: threads - 1 }, (_, i) =>
        launch({ module, memory, control, scratch: ground.scratch(i + 1) }, workers),
      ),
    );
  // An Electron page has Node's workers and may not start one.
  await launchAll(launchInNode)
    .catch(async (cause: Error) => {
      end();
      if (typeof Worker === 'undefined') throw cause;
      await launchAll(launchInPage);
    })
    .catch((cause: Error) => {
      end();
      throw cause;
    });
  return {
    threads,
    run(kernel, args, units, grain) {
      const parts = Math.ceil(units / grain);
      words[KERNEL] = kernel;
      words[ARGS] = args;
      words[UNITS] = units;
      words[GRAIN] = grain;
      words[PARTS] = parts;
      Atomics.store(words, NEXT, 0);
      Atomics.add(words, TICKET, 1);
      Atomics.notify(words, TICKET);
      for (;;) {
        const part = Atomics.add(words, NEXT, 1);
        if (part >= parts) break;
        ground.compute(kernel, args, part * grain, Math.min(part * grain + grain, units));
      }
      Atomics.store(words, NEXT, closed);
      // At most one part of each worker is left, mostly shorter than being woken would take.
      for (let i = 0; ; i++) {
        const active = Atomics.load(words, ACTIVE);
        if (active === 0) break;
        // Where cores are scarce, a worker may need this one to go on. A page itself may not sleep.
        if (i > patience && maySleep) Atomics.wait(words, ACTIVE, active, 1);
      }
    },
    end,
  };
}

/** A page itself may not; its workers and Node may. */
function canSleep(): boolean {
  try {
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0) === 'not-equal';
  } catch {
    return false;
  }
}

type Launch = (message: object, workers: { end(): void }[]) => Promise<void>;

const launchInPage: Launch = (message, workers) =>
  new Promise((resolve, reject) => {
    const address = URL.createObjectURL(new Blob([program + inBrowser], { type: 'text/javascript' }));
    const worker = new Worker(address);
    workers.push({ end: () => worker.terminate() });
    worker.onmessage = () => {
      URL.revokeObjectURL(address);
      resolve();
    };
    worker.onerror = ({ message: reason }) =>
      reject(new Error(reason || 'a content security policy has to allow worker-src blob:'));
    worker.postMessage(message);
  });

const launchInNode: Launch = (message, workers) =>
  new Promise((resolve, reject) => {
    const { Worker } = nodeModule<typeof import('node:worker_threads')>('node:worker_threads') ?? {};
    if (!Worker) throw new Error('there are no workers here');
    // Without the process's own options: loaders, or that what is evaluated is a module.
    const worker = new Worker(program + inNode, { eval: true, execArgv: [] });
    workers.push({ end: () => void worker.terminate() });
    worker.once('message', () => {
      worker.unref();
      resolve();
    });
    worker.once('error', reject);
    worker.postMessage(message);
  });
