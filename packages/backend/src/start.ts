import {
  engine,
  findBackendFactory,
  type KernelBackend,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { BackendName } from './backendName.ts';
import { type Driver, Unavailable } from './drivers/driver.ts';
import { drivers } from './drivers/drivers.ts';
import { placeGradients } from './gradients/register.ts';
import type { ActiveBackend, BackendOptions } from './useBackend.ts';

type Factory = () => KernelBackend | Promise<KernelBackend>;

/** tfjs's own factories. It forgets them in `removeBackend`, and importing a package twice does not register it again. */
const factories = new Map<string, Factory>();

/**
 * Starts a backend, or goes back to it, and leaves everything as it was where that fails. So it is not left to tfjs,
 * which drops the active backend before it tries another, keeps the reason to itself and may fall back to a third.
 *
 * @throws Unavailable for whatever goes wrong, so that the next of a list can be tried
 */
export async function start(name: BackendName, options: BackendOptions): Promise<ActiveBackend> {
  const driver = drivers[name];
  const { backendName: before, registry } = engine();
  try {
    await load(driver);
    placeGradients();
    await driver.prepare?.(options);
    if (!(name in engine().registry)) await instantiate(driver);
    if (before !== name && before in registry) await drivers[before as BackendName]?.leave?.(registry[before]!);
    await setBackend(name);
    const backend = engine().registry[name]!;
    await driver.tune?.(backend, options);
    return { name, ...driver.describe?.(backend) };
  } catch (cause) {
    if (before in registry && engine().backendName !== before) await setBackend(before);
    if (cause instanceof Unavailable) throw cause;
    throw new Unavailable(`it failed to start (${message(cause)})`, driver.fix, cause);
  }
}

async function load({ name, load }: Driver): Promise<void> {
  await load();
  const factory = findBackendFactory(name);
  if (factory && !factories.has(name)) factories.set(name, factory);
}

async function instantiate({ name, create, adjust, fix }: Driver): Promise<void> {
  const stock = factories.get(name);
  if (!stock) throw new Unavailable('tfjs does not offer it here', fix);
  const factory: Factory = create ? () => create(stock) : stock;
  const backend = await factory();
  adjust?.(backend);
  const { priority } = engine().registryFactory[name] ?? { priority: 1 };
  if (findBackendFactory(name)) removeBackend(name);
  let ready: KernelBackend | undefined = backend;
  registerBackend(
    name,
    () => {
      const instance = ready ?? factory();
      ready = undefined;
      return instance;
    },
    priority,
  );
}

function message(cause: unknown): string {
  return (cause as { message?: string } | null)?.message ?? String(cause);
}
