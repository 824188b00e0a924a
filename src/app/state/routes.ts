export const screens = [
  'start',
  'review',
  'today',
  'numbers',
  'customers',
  'customer',
  'segments',
  'predict',
  'value',
  'data',
  'people',
  'quality',
  'map',
] as const;
export type ScreenId = (typeof screens)[number];

export interface Route {
  readonly screen: ScreenId;
  /** What follows the screen's name, decoded: the key of a customer. */
  readonly param: string | null;
}

/** The route of a location hash; an unknown one is Start. `#/` is Start too. */
export function parseHash(hash: string): Route {
  const match = /^#\/([a-z]+)(?:\/(.+))?$/.exec(hash);
  const screen = screens.find((id) => id === match?.[1]) ?? 'start';
  if (match?.[2] === undefined) return { screen, param: null };
  try {
    return { screen, param: decodeURIComponent(match[2]) };
  } catch {
    return { screen, param: match[2] };
  }
}

/** The link to a screen; `param` is encoded, so a key may hold anything. */
export function hrefTo(screen: ScreenId, param?: string): string {
  if (screen === 'start') return '#/';
  return param === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(param)}`;
}
