import { charts } from './en/charts';
import { common } from './en/common';
import { customers } from './en/customers';
import { data } from './en/data';
import { errors } from './en/errors';
import { ingest } from './en/ingest';
import { insight } from './en/insight';
import { keeping } from './en/keeping';
import { marks } from './en/marks';
import { models } from './en/models';
import { people } from './en/people';
import { predict } from './en/predict';
import { quality } from './en/quality';
import { reimport } from './en/reimport';
import { review } from './en/review';
import { segments } from './en/segments';
import { standing } from './en/standing';
import { start } from './en/start';
import { today } from './en/today';
import { value } from './en/value';

/** Every sentence on screen, in English, by dotted key, in ICU message syntax. Words are plain: a shop owner reads them. */
export const en = {
  ...charts,
  ...common,
  ...customers,
  ...data,
  ...errors,
  ...ingest,
  ...insight,
  ...keeping,
  ...marks,
  ...models,
  ...people,
  ...predict,
  ...quality,
  ...reimport,
  ...review,
  ...segments,
  ...standing,
  ...start,
  ...today,
  ...value,
} as const;

export type MessageKey = keyof typeof en;
