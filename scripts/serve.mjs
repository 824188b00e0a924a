// A small static server for the built app, on this machine only. `node scripts/serve.mjs [--port N] [--root FOLDER]`
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dist } from './project.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Where a request's path points inside the folder, or null where it would leave it or there is no such file. */
function fileOf(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  const file = join(root, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root + sep) || path.includes('\0')) return null;
  return existsSync(file) && statSync(file).isFile() ? file : null;
}

/**
 * Serves a folder on 127.0.0.1.
 *
 * @param {{root?: string, port?: number, tries?: number}} options `port` 0 takes any free one; else the first free one of
 * `tries` ports from `port` on.
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>}
 */
export async function serve({ root = dist, port = 0, tries = 1 } = {}) {
  const server = createServer((request, response) => {
    const file = request.method === 'GET' || request.method === 'HEAD' ? fileOf(root, request.url ?? '/') : null;
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
      return;
    }
    const hashed = file.includes(`${sep}assets${sep}`);
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-store',
      'x-content-type-options': 'nosniff',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  for (let at = port; ; at++) {
    const error = await new Promise((done) => {
      server.once('error', done);
      server.listen(at, '127.0.0.1', () => {
        server.off('error', done);
        done(null);
      });
    });
    if (error === null) break;
    if (error.code !== 'EADDRINUSE' || at - port + 1 >= tries) throw error;
  }
  const address = server.address();
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { port: { type: 'string' }, root: { type: 'string' } } });
  const site = await serve({ root: values.root ?? dist, port: Number(values.port ?? 4173), tries: 50 });
  console.log(`Kith is at ${site.url}`);
}
