import { hrefTo, parseHash, type Route, type ScreenId } from './routes';

export { hrefTo, type Route, type ScreenId } from './routes';

class Router {
  route = $state.raw<Route>(parseHash(location.hash));
  /** The reader has gone somewhere since the page opened. */
  moved = false;

  constructor() {
    addEventListener('hashchange', () => {
      this.moved = true;
      this.route = parseHash(location.hash);
    });
  }

  go(screen: ScreenId, param?: string): void {
    location.hash = hrefTo(screen, param);
  }

  /** As `go`, without a step in the browser's history. */
  replace(screen: ScreenId): void {
    history.replaceState(null, '', hrefTo(screen));
    this.route = parseHash(location.hash);
  }
}

/** Where the reader is; the address is `#/…` so that the page works from any folder and offline. */
export const router = new Router();
