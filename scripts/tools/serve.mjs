import { preview } from 'vite';

const usualPort = 4173;

/**
 * Serves what a Vite app has built, on this machine only, under the headers that the app's own configuration asks for.
 * @param {string} app its folder
 * @param {number} [port] without it, the first free one from 4173 on; 0 takes any free one
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 * @throws Error where the port asked for is taken
 */
export async function serve(app, port) {
  let server;
  try {
    server = await preview({
      root: app,
      logLevel: 'warn',
      preview: { host: '127.0.0.1', port: port ?? usualPort, strictPort: port !== undefined, open: false },
    });
  } catch (error) {
    if (/already in use|EADDRINUSE/.test(String(error)))
      throw new Error(`port ${port} is taken: choose another with --port N, or leave it out.`);
    throw error;
  }
  const at = server.httpServer.address();
  if (at === null || typeof at === 'string') throw new Error('the server has no port.');
  return { address: `http://localhost:${at.port}/`, close: () => server.close() };
}
