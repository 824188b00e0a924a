import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { dist } from '../../scripts/project.mjs';
import { writeBigFile } from '../../scripts/sample/big.mjs';
import { serve } from '../../scripts/serve.mjs';

export { expect } from '@playwright/test';
export { dist } from '../../scripts/project.mjs';
export { sharedDir } from '../shared';

export interface Site {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The built app, served for the length of a worker's life; and a folder of the test's own. */
export const test = base.extend<{ folder: string }, { site: Site }>({
  site: [
    async ({}, use) => {
      if (!existsSync(join(dist, 'index.html'))) throw new Error('there is no built app: npm run build');
      const site: Site = await serve({ root: dist });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kith-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** A clean file of orders: `orders` rows of about `customers` customers, with people who left and people who stayed. */
export async function ordersFile(folder: string, orders: number, customers: number, name = 'orders.csv'): Promise<string> {
  const path = join(folder, name);
  await writeBigFile(path, { orders, customers });
  return path;
}

/** How many customers a file of orders names. */
export function customersIn(path: string): number {
  const rows = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
  return new Set(rows.map((row) => row.split(',')[1])).size;
}

/** A file with this in it. */
export function fileOf(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A copy of the built app without the policy: what would happen if it were not there. */
export function copyWithoutPolicy(): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'kith-open-'));
  cpSync(dist, root, { recursive: true });
  const index = join(root, 'index.html');
  const html = readFileSync(index, 'utf8');
  const without = html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '');
  if (without === html) throw new Error('the built page carries no policy to take away');
  writeFileSync(index, without);
  return { root, remove: () => rmSync(root, { recursive: true }) };
}

const bodies: Record<string, [string, string]> = {
  script: ['text/javascript', 'export {};'],
  classic: ['text/javascript', ';'],
  style: ['text/css', '*{}'],
  events: ['text/event-stream', 'data: x\n\n'],
  page: ['text/html', '<!doctype html><title>elsewhere</title>'],
  image: ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><g id="x"/></svg>'],
};

/** Another server, to whom nothing may come. `log` holds the path of every request, WebSocket handshakes included. */
export class Elsewhere {
  readonly log: string[] = [];
  #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#note(request);
      const kind = new URL(request.url ?? '/', 'http://x').searchParams.get('as') ?? 'page';
      const [type, body] = bodies[kind] ?? ['text/plain', ''];
      response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' });
      response.end(body);
    });
    this.#server.on('upgrade', (request, socket) => {
      this.#note(request);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
  }

  #note(request: IncomingMessage): void {
    this.log.push(new URL(request.url ?? '/', 'http://x').pathname.slice(1));
  }

  static async open(): Promise<Elsewhere> {
    const elsewhere = new Elsewhere();
    await new Promise<void>((done) => elsewhere.#server.listen(0, '127.0.0.1', done));
    return elsewhere;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
