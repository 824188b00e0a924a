import { version } from '../../../package.json';
import { exportResults, type ExportWords } from '../../actions/results-json';
import {
  isoDay,
  lifeStages,
  orderFeatureIds,
  rfmGroups,
  type LifeStage,
  type QualityFinding,
  type RfmGroup,
  type Selection,
} from '../../domain';
import { say } from '../charts/say.svelte';
import { featureName, noteText } from '../charts/words';
import { errorText } from './error-text';
import { download } from './files';
import { judge } from './judge.svelte';
import { health } from './health.svelte';
import { locale, t } from './locale.svelte';
import { findingText } from './quality-text';
import { map } from './map.svelte';
import { numbers } from './numbers.svelte';
import { quality } from './quality.svelte';
import { hasLabel, retention } from './retention.svelte';
import { segmentsCheck } from './segments-check.svelte';
import { session } from './session.svelte';

const csvColumns = ['key', 'label', 'segment', 'risk', 'riskWord', 'orders', 'spend', 'firstOrder', 'lastOrder'] as const;

const segmentWord: ExportWords['segmentName'] = (name) => noteText(say, 'segment-name', name);

const fileDay = () => (session.result ? isoDay(session.result.asOf) : '');

/** Downloads every customer, or `only` these, with group and risk as a CSV, in the reader's language. Errors are shown by the session. */
export async function saveCustomers(only?: Selection): Promise<void> {
  const { result } = session;
  if (!result) return;
  const months = result.value?.ok ? result.value.horizonMonths : 0;
  const worthHeaders = {
    alive: t('data.csv-alive'),
    expectedOrders: t('data.csv-expectedOrders', { months }),
    value: t('data.csv-value', { months }),
  };
  const known = [result.segments, result.churn].flatMap((part) => (part.ok ? part.available.map(({ id }) => id) : []));
  const features = [...orderFeatureIds, ...known].map((id) => [id, featureName(say, id)] as const);
  const headers = Object.fromEntries([
    ...features,
    ...csvColumns.map((id) => [id, t(`data.csv-${id}`)] as const),
    ...Object.entries(worthHeaders),
    ['stage', t('standing.customer.stage')],
    ['rfm', t('standing.customer.rfm')],
    ['tags', t('marks.tags')],
  ]);
  const stages = Object.fromEntries(lifeStages.map((id) => [id, t(`standing.stage.${id}`)])) as Record<LifeStage, string>;
  const rfm = Object.fromEntries(rfmGroups.map((id) => [id, t(`standing.rfm.group.${id}`)])) as Record<RfmGroup, string>;
  const riskWords = { high: t('data.csv-risk-high'), medium: t('data.csv-risk-medium'), low: t('data.csv-risk-low') };
  const segmentNames = result.segments.ok ? result.segments.segments.map(({ name }) => segmentWord(name)) : [];
  try {
    const blob = await session.ask('customersCsv', { headers, segmentNames, riskWords, stages, rfm, ...(only ? { only } : {}) });
    download(blob, t('data.export-csv-name', { day: fileDay() }));
  } catch (thrown) {
    session.report(thrown);
  }
}

/** Downloads all results as JSON, in the shape of docs/result.schema.json, once the files are looked through. */
export async function saveResults(): Promise<void> {
  const report = await quality.look();
  const lasting = hasLabel() ? await retention.look(null) : null;
  const check = await segmentsCheck.look();
  const figures = await numbers.forExport();
  const { result } = session;
  if (!result) return;
  await judge.about(result);
  await map.look();
  const extra = {
    map: map.summary,
    language: locale.current,
    timings: session.work.timings,
    longestTaskMs: health.measuresTasks ? health.longestTaskMs : null,
    network: { connections: health.connections, refused: health.refused },
    app: { version },
    importIds: session.imports.map(({ id }) => id),
    judged: { models: judge.models.value, money: judge.money.value, backtest: judge.backtest.value },
    retention: lasting
      ? { ok: true as const, ...lasting }
      : retention.error
        ? { ok: false as const, error: retention.error }
        : null,
    segmentsCheck: check,
    numbers: figures,
    marks: await session.ask('marks', { customer: null }).catch(() => null),
    quality: report && {
      report,
      stateOf: (finding: QualityFinding) => quality.stateOf(finding),
      isCarried: (finding: QualityFinding) => quality.isCarried(finding),
    },
  };
  const words: ExportWords = {
    segmentName: segmentWord,
    note: (note) => noteText(say, 'note', note),
    error: errorText,
    finding: (finding) => findingText(say, finding),
  };
  const reports = session.imports.map(({ report }) => report);
  const json = JSON.stringify(exportResults(result, reports, extra, words), null, 2);
  download(new Blob([json], { type: 'application/json' }), t('data.export-json-name', { day: fileDay() }));
}
