const hourMs = 3_600_000;

/** Abbreviations that mean one offset wherever exports write them, in minutes. CST, IST and BST mean several. */
const fixed: Readonly<Record<string, number>> = {
  UTC: 0, GMT: 0, Z: 0, WET: 0, WEST: 60, CET: 60, CEST: 120, MEZ: 60, MESZ: 120, EET: 120, EEST: 180, MSK: 180, JST: 540, KST: 540, HKT: 480, SGT: 480, AEST: 600,
  AEDT: 660, NZST: 720, NZDT: 780, PST: -480, PDT: -420, MST: -420, MDT: -360, CDT: -300, EST: -300, EDT: -240, AKST: -540, AKDT: -480, HST: -600, BRT: -180,
}; // prettier-ignore

/** Names that shop systems show for zones, as Square does. */
const shown: readonly (readonly [RegExp, string])[] = [
  [/^eastern time/i, 'America/New_York'],
  [/^central time/i, 'America/Chicago'],
  [/^arizona/i, 'America/Phoenix'],
  [/^mountain time/i, 'America/Denver'],
  [/^pacific time/i, 'America/Los_Angeles'],
  [/^alaska/i, 'America/Anchorage'],
  [/^hawaii/i, 'Pacific/Honolulu'],
  [/^atlantic time/i, 'America/Halifax'],
  [/^(?:london|edinburgh)$/i, 'Europe/London'],
  [/^dublin$/i, 'Europe/Dublin'],
  [/^(?:paris|berlin|madrid|amsterdam|rome|vienna|brussels)$/i, 'Europe/Paris'],
  [/^(?:sydney|melbourne|canberra)$/i, 'Australia/Sydney'],
  [/^(?:beijing|shanghai)$|^(?:北京|中国)/i, 'Asia/Shanghai'],
  [/^tokyo$/i, 'Asia/Tokyo'],
];

/** A zone: wall clock (milliseconds, as if UTC) → minutes east of UTC. */
export type Zone = (wallMs: number) => number;

/** The zone that a cell names: `PST`, `GMT+01:00`, `Europe/Berlin`, `Eastern Time (US & Canada)`; null where it names none for sure. */
export function zoneOf(cell: string): Zone | null {
  const text = cell.trim();
  if (text.length === 0 || text.length > 60) return null;
  const offset = /^(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes > 14 * 60) return null;
    return () => (offset[1] === '-' ? -minutes : minutes);
  }
  if (Object.hasOwn(fixed, text.toUpperCase())) {
    const minutes = fixed[text.toUpperCase()]!;
    return () => minutes;
  }
  const place = shown.find(([name]) => name.test(text))?.[1] ?? (/^[A-Za-z_]+\/[A-Za-z_/+-]+$/.test(text) ? text : null);
  return place === null ? null : placeZone(place);
}

/** A zone of the time zone database, summer time and all. */
function placeZone(timeZone: string): Zone | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return null; // a place that the browser does not know
  }
  const offsetAt = (ms: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
    const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
    return Math.round((wall - Math.floor(ms / 60_000) * 60_000) / 60_000);
  };
  const known = new Map<number, number>();
  return (wallMs) => {
    const hour = Math.floor(wallMs / hourMs);
    let minutes = known.get(hour);
    if (minutes === undefined) {
      const guess = offsetAt(wallMs);
      minutes = offsetAt(wallMs - guess * 60_000);
      known.set(hour, minutes);
    }
    return minutes;
  };
}
