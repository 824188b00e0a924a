/**
 * Every way out of a page that we could think of, to be run inside the page (or a worker of it) by Playwright. Each
 * asks the other server for a path named after the way. They never throw: the other server's log is the judge, since
 * some of these claim success when refused (sendBeacon) and some stay silent.
 */
export const fromPage = [
  'fetch',
  'fetch-no-cors',
  'fetch-keepalive',
  'xhr',
  'websocket',
  'event-source',
  'beacon',
  'image',
  'picture-srcset',
  'svg-image',
  'css-background',
  'style-import',
  'stylesheet',
  'font-face',
  'font-api',
  'form',
  'frame',
  'object',
  'embed',
  'video',
  'audio',
  'script',
  'module-script',
  'import',
  'prefetch',
  'preload',
  'module-preload',
  'icon',
  'ping',
  'cache-add',
] as const;

export const fromWorker = [
  'worker-fetch',
  'worker-xhr',
  'worker-websocket',
  'worker-event-source',
  'worker-import',
  'worker-import-scripts',
  'worker-cache-add',
  'nested-worker-fetch',
] as const;

/** Runs in the page. */
export function tryFromPage(port: number): void {
  const at = (way: string, as = 'page') => `http://127.0.0.1:${port}/${way}?as=${as}`;
  const quietly = (attempt: () => unknown) => {
    try {
      Promise.resolve(attempt()).catch(() => undefined);
    } catch {
      // Refused at once, which is what we hope for.
    }
  };
  const add = (tag: string, attributes: Record<string, string>, parent: Element = document.body) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  };
  const addSvg = (tag: string, href: string) => {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    const inner = document.createElementNS(space, tag);
    inner.setAttribute('href', href);
    inner.setAttribute('width', '10');
    inner.setAttribute('height', '10');
    svg.append(inner);
    document.body.append(svg);
  };
  quietly(() => fetch(at('fetch')));
  quietly(() => fetch(at('fetch-no-cors'), { mode: 'no-cors', method: 'POST', body: 'x' }));
  quietly(() => fetch(at('fetch-keepalive'), { keepalive: true }));
  quietly(() => {
    const request = new XMLHttpRequest();
    request.open('POST', at('xhr'));
    request.send('x');
  });
  quietly(() => new WebSocket(`ws://127.0.0.1:${port}/websocket`));
  quietly(() => new EventSource(at('event-source', 'events')));
  quietly(() => navigator.sendBeacon(at('beacon'), 'x'));
  quietly(() => (new Image().src = at('image', 'image')));
  quietly(() => add('img', { srcset: `${at('picture-srcset', 'image')} 1x` }));
  quietly(() => addSvg('image', at('svg-image', 'image')));
  quietly(() => {
    const box = add('div', {});
    box.textContent = 'x';
    box.style.backgroundImage = `url(${at('css-background', 'image')})`;
  });
  quietly(() => (add('style', {}).textContent = `@import url(${at('style-import', 'style')});`));
  quietly(() => add('link', { rel: 'stylesheet', href: at('stylesheet', 'style') }, document.head));
  quietly(() => {
    add('style', {}).textContent = `@font-face{font-family:leak;src:url(${at('font-face')})} .leak{font-family:leak}`;
    add('p', { class: 'leak' }).textContent = 'text in that font';
  });
  quietly(() => new FontFace('leak-too', `url(${at('font-api')})`).load());
  quietly(() => {
    add('iframe', { name: 'target-of-form' });
    const form = add('form', { action: at('form'), method: 'post', target: 'target-of-form' }) as HTMLFormElement;
    form.submit();
  });
  quietly(() => add('iframe', { src: at('frame') }));
  quietly(() => add('object', { data: at('object') }));
  quietly(() => add('embed', { src: at('embed') }));
  quietly(() => add('video', { src: at('video'), preload: 'auto' }));
  quietly(() => add('audio', { src: at('audio'), preload: 'auto' }));
  quietly(() => add('script', { src: at('script', 'classic') }));
  quietly(() => add('script', { type: 'module', src: at('module-script', 'script') }));
  quietly(() => import(/* @vite-ignore */ at('import', 'script')));
  quietly(() => add('link', { rel: 'prefetch', href: at('prefetch') }, document.head));
  quietly(() => add('link', { rel: 'preload', as: 'image', href: at('preload', 'image') }, document.head));
  quietly(() => add('link', { rel: 'modulepreload', href: at('module-preload', 'script') }, document.head));
  quietly(() => {
    for (const icon of document.querySelectorAll('link[rel="icon"]')) icon.remove();
    add('link', { rel: 'icon', href: at('icon', 'image') }, document.head);
  });
  quietly(() => (add('a', { href: '#/', ping: at('ping') }) as HTMLAnchorElement).click());
  quietly(async () => (await caches.open('leak')).add(at('cache-add')));
}

/** Runs in the page; makes a worker the way the app makes its own, from a blob. */
export function tryFromWorker(port: number): void {
  const body = (origin: string) => {
    const at = (way: string, as = 'page') => `${origin}/${way}?as=${as}`;
    const quietly = (attempt: () => unknown) => {
      try {
        Promise.resolve(attempt()).catch(() => undefined);
      } catch {
        // Refused at once.
      }
    };
    quietly(() => fetch(at('worker-fetch')));
    quietly(() => {
      const request = new XMLHttpRequest();
      request.open('GET', at('worker-xhr'));
      request.send();
    });
    quietly(() => new WebSocket(at('worker-websocket').replace('http', 'ws')));
    quietly(() => new EventSource(at('worker-event-source', 'events')));
    quietly(() => import(/* @vite-ignore */ at('worker-import', 'script')));
    quietly(() =>
      (self as unknown as { importScripts(url: string): void }).importScripts(at('worker-import-scripts', 'classic')),
    );
    quietly(async () => (await caches.open('leak')).add(at('worker-cache-add')));
    quietly(
      () => new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(at('nested-worker-fetch'))}).catch(() => 0)`]))),
    );
  };
  const source = `(${body.toString()})(${JSON.stringify(`http://127.0.0.1:${port}`)})`;
  new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
}
