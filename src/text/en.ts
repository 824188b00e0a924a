import { charts } from './en/charts';
import { clusters } from './en/clusters';
import { common } from './en/common';
import { customers } from './en/customers';
import { data } from './en/data';
import { errors } from './en/errors';
import { flow } from './en/flow';
import { ingest } from './en/ingest';
import { insight } from './en/insight';
import { judge } from './en/judge';
import { keeping } from './en/keeping';
import { map } from './en/map';
import { marks } from './en/marks';
import { models } from './en/models';
import { numbers } from './en/numbers';
import { people } from './en/people';
import { predict } from './en/predict';
import { print } from './en/print';
import { quality } from './en/quality';
import { reimport } from './en/reimport';
import { retention } from './en/retention';
import { review } from './en/review';
import { segments } from './en/segments';
import { standing } from './en/standing';
import { start } from './en/start';
import { today } from './en/today';
import { value } from './en/value';

/** Every sentence on screen, in English, by dotted key, in ICU message syntax. Words are plain: a shop owner reads them. */
export const en = {
  ...charts,
  ...clusters,
  ...common,
  ...customers,
  ...data,
  ...errors,
  ...flow,
  ...ingest,
  ...insight,
  ...judge,
  ...keeping,
  ...map,
  ...marks,
  ...models,
  ...numbers,
  ...people,
  ...predict,
  ...print,
  ...quality,
  ...reimport,
  ...retention,
  ...review,
  ...segments,
  ...standing,
  ...start,
  ...today,
  ...value,
} as const;

export type MessageKey = keyof typeof en;
