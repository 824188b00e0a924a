import { isNull, type Column, type DateColumn, type InstantColumn, type TextColumn } from '../domain';
import { DateReader, noOffset, noTime } from './dates';
import { normalise } from './header-words';
import type { ColumnPlan } from './plan';
import { zoneOf, type Zone } from './zones';

const dayMs = 86_400_000;
const clockWords = 'time|uhrzeit|zeit|heure|hora|horario|ora|orario|tijd|klokkeslett|时间|時間|時刻|时刻';
const clock = new RegExp(`^(?:${clockWords})$`);
const zoned = /^(?:time ?zone|tz|zeitzone|fuseau horaire|zona horaria|fuso|fuso horario|fuso orario|tijdzone|时区|時區|utc offset|gmt offset)$/; // prettier-ignore

/** A date put together with the time of day, and its zone, that stand in columns of their own. */
export interface Clocked {
  readonly column: InstantColumn;
  /** Headers of the columns it was put together from; `zone` is '' where there is none. */
  readonly time: string;
  readonly zone: string;
}

/**
 * The instants that a date column makes with a column of times, as PayPal and Square write them (`Date`, `Time`, `Time Zone`);
 * null where there is no such column or one cell in fifty of it is no time. Calendar days stay as written.
 */
export function withClock(plan: readonly ColumnPlan[], columns: readonly Column[], at: number): Clocked | null {
  const dates = columns[at]!;
  if (dates.type !== 'date') return null;
  const words = plan.map(({ header }) => normalise(header));
  // `order date` goes with `order time`; anything goes with a column called just `time`.
  const own = words[at]!.replace(/\b(?:date|datum|fecha|data)\b/, 'time');
  const found = [words.indexOf(own), words.findIndex((word) => clock.test(word))].find((i) => i >= 0 && i !== at);
  if (found === undefined) return null;
  const times = columns[found]!;
  if (times.type !== 'text') return null;
  const read = readTimes(times);
  if (read === null) return null;
  const zoneAt = words.findIndex((word) => zoned.test(word));
  const zoneColumn = zoneAt < 0 ? undefined : columns[zoneAt];
  const zones = zoneColumn?.type === 'text' ? zoneColumn : null;
  return {
    column: instants(dates, times, read, zones),
    time: plan[found]!.header.trim(),
    zone: zones ? plan[zoneAt]!.header.trim() : '',
  };
}

interface Times {
  /** By code: milliseconds since midnight, `noTime` where the cell is none; minutes east of UTC, or `noOffset`. */
  readonly ms: Int32Array;
  readonly offsets: Int16Array;
}

function readTimes({ dictionary, codes }: TextColumn): Times | null {
  const reader = new DateReader(false);
  const ms = new Int32Array(dictionary.length).fill(noTime);
  const offsets = new Int16Array(dictionary.length).fill(noOffset);
  let good = 0;
  dictionary.forEach((text, code) => {
    if (text.length > 40 || !reader.read(`2000-01-01 ${text}`) || reader.time === noTime) return;
    good++;
    ms[code] = reader.time;
    offsets[code] = reader.offset;
  });
  return codes.length > 0 && good > 0 && good >= dictionary.length * 0.98 ? { ms, offsets } : null;
}

function instants(dates: DateColumn, times: TextColumn, read: Times, zones: TextColumn | null): InstantColumn {
  const rows = dates.days.length;
  const named: (Zone | null)[] = zones ? zones.dictionary.map(zoneOf) : [];
  const ms = new Float64Array(rows);
  let known = true;
  let utc = true;
  const east = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    if (isNull(dates, i)) {
      ms[i] = Number.NaN;
      continue;
    }
    const code = isNull(times, i) ? -1 : times.codes[i]!;
    const time = code < 0 ? noTime : read.ms[code]!;
    ms[i] = dates.days[i]! * dayMs + (time === noTime ? 0 : time);
    let minutes = code < 0 ? noOffset : read.offsets[code]!;
    if (minutes === noOffset && zones && !isNull(zones, i)) minutes = named[zones.codes[i]!]?.(ms[i]!) ?? noOffset;
    if (minutes === noOffset) known = false;
    else {
      east[i] = minutes;
      if (minutes !== 0) utc = false;
    }
  }
  // One row without a zone, and all count as the wall clock has it: half and half could not be put in order.
  if (known) for (let i = 0; i < rows; i++) ms[i] = ms[i]! - east[i]! * 60_000;
  return { type: 'instant', ms, days: dates.days, zone: known ? (utc ? 'UTC' : 'offset') : 'local', nulls: dates.nulls };
}
