import { charts } from './zh/charts';
import { clusters } from './zh/clusters';
import { common } from './zh/common';
import { customers } from './zh/customers';
import { data } from './zh/data';
import { errors } from './zh/errors';
import { flow } from './zh/flow';
import { ingest } from './zh/ingest';
import { insight } from './zh/insight';
import { judge } from './zh/judge';
import { keeping } from './zh/keeping';
import { map } from './zh/map';
import { marks } from './zh/marks';
import { models } from './zh/models';
import { numbers } from './zh/numbers';
import { people } from './zh/people';
import { predict } from './zh/predict';
import { print } from './zh/print';
import { quality } from './zh/quality';
import { reimport } from './zh/reimport';
import { retention } from './zh/retention';
import { review } from './zh/review';
import { segments } from './zh/segments';
import { standing } from './zh/standing';
import { start } from './zh/start';
import { today } from './zh/today';
import { value } from './zh/value';
import type { MessageKey } from './en';

/** Every sentence on screen, in simplified Chinese: the same keys, the same placeholders. */
export const zh: Record<MessageKey, string> = {
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
};
