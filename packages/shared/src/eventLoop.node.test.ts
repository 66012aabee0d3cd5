import { afterEach, expect, test, vi } from 'vitest';
import { turn } from './eventLoop.ts';

afterEach(() => vi.unstubAllGlobals());

const globals = ['setImmediate', 'MessageChannel', 'setTimeout'] as const;

test.each(globals)('one turn, by %s where nothing before it exists, lets messages in', async (name) => {
  const original = globalThis[name] as never;
  for (const absent of globals.slice(0, globals.indexOf(name))) vi.stubGlobal(absent, undefined);
  const used = vi.fn(original);
  vi.stubGlobal(name, used);
  let heard = false;
  const { port1, port2 } = new (await import('node:worker_threads')).MessageChannel();
  port1.on('message', () => {
    heard = true;
    port1.close();
  });
  port2.postMessage(0);
  while (!heard) await turn();
  expect(used).toHaveBeenCalled();
});

test('nothing stays open after a turn', async () => {
  const { setImmediate } = await import('node:timers/promises');
  vi.stubGlobal('setImmediate', undefined);
  const open = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = open();
  await turn();
  // Ports close at the end of the loop's round.
  await setImmediate();
  await setImmediate();
  expect(open()).toBe(before);
});
