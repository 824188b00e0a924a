import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The policy that keeps everything in the browser. It binds blob: workers too (they inherit it), which is why ours begin
 * as blobs; a worker loaded from a URL would escape a policy given in a <meta> element.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policy first in the head of the built page (never in development, where hot reload needs a socket). */
export function contentSecurityPolicy() {
  return {
    name: 'kith-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html
          .replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
          .replaceAll(' crossorigin', ''),
    },
  };
}

/** Writes sw.js with the list of built files, under a version that is the hash of their contents. */
export function offline() {
  return {
    name: 'kith-offline',
    apply: 'build',
    generateBundle(_options, bundle) {
      const source = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8');
      const files = Object.keys(bundle).filter((file) => !file.endsWith('.map'));
      const hash = createHash('sha256').update(source);
      for (const file of files.sort()) {
        const item = bundle[file];
        hash.update(file).update(item.type === 'chunk' ? item.code : item.source);
      }
      const version = hash.digest('hex').slice(0, 12);
      const publicFiles = ['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png'];
      const list = [
        './',
        ...files.filter((file) => file !== 'index.html').map((file) => `./${file}`),
        ...publicFiles.map((file) => `./${file}`),
      ];
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: source.replaceAll('__VERSION__', version).replaceAll('__FILES__', JSON.stringify(list)),
      });
    },
  };
}
