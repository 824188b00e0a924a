import { charts } from './zh/charts';
import { common } from './zh/common';
import { customers } from './zh/customers';
import { data } from './zh/data';
import { errors } from './zh/errors';
import { ingest } from './zh/ingest';
import { insight } from './zh/insight';
import { keeping } from './zh/keeping';
import { marks } from './zh/marks';
import { models } from './zh/models';
import { people } from './zh/people';
import { predict } from './zh/predict';
import { quality } from './zh/quality';
import { reimport } from './zh/reimport';
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
};
