import { orderFeatureIds } from '../../domain';
import { download } from '../charts/download';
import { say } from '../charts/say.svelte';
import { featureName, noteText } from '../charts/words';
import { session } from './session.svelte';

const columns = ['key', 'orderCount', 'totalSpend', 'lastOrder', 'segment', 'risk'] as const;

/** Every customer with group and risk as a CSV, in the reader's language. */
export async function exportCustomers(): Promise<void> {
  const segments = session.result?.segments;
  const headers = Object.fromEntries([
    ...orderFeatureIds.map((id) => [id, featureName(say, id)]),
    ...columns.map((id) => [id, say.t(`customers.sort.${id}`)]),
  ]) as Record<string, string>;
  const blob = await session.ask('customersCsv', {
    headers,
    segmentNames: segments?.ok ? segments.segments.map(({ name }) => noteText(say, 'segment-name', name)) : [],
    riskWords: { high: say.t('customers.risk.high'), medium: say.t('customers.risk.medium'), low: say.t('customers.risk.low') },
  });
  download(blob, `${say.t('customers.file')}.csv`);
}
