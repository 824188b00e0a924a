import { createServer } from 'vite';

/**
 * Our TypeScript, as it is, in Node: `load('src/models/k-means/index.ts')`. Close it when done. The engine is the same V8
 * as Chromium's, and TensorFlow.js runs the same WebAssembly.
 */
export async function openSources() {
  const server = await createServer({
    root: new URL('../..', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  return { load: (path) => server.ssrLoadModule(`/${path}`), close: () => server.close() };
}
