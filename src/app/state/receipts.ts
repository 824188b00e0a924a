import { safeCell } from '../../actions/customers-csv';
import type { Reject } from '../../domain';
import type { ImportRecord } from '../../store';
import { download } from './files';
import { t, tCode } from './locale.svelte';
import { session } from './session.svelte';

/** Downloads what each row of an import was to those before it, the rows that were not taken in at the end. Errors are shown by the session. */
export async function saveReceipt({ id, report }: ImportRecord): Promise<void> {
  const words = {
    headers: [t('reimport.csv-line'), t('reimport.csv-key'), t('reimport.csv-outcome'), t('reimport.csv-changed')],
    outcomes: {
      created: t('reimport.csv-created'),
      updated: t('reimport.csv-updated'),
      unchanged: t('reimport.csv-unchanged'),
    },
    older: t('reimport.csv-older'),
    more: t('reimport.csv-more'),
    gone: t('reimport.csv-gone'),
    blank: t('reimport.csv-blank'),
  };
  try {
    const rows = await session.ask('receipt', { ...session.place(), importId: id, words });
    const rejects = report.rowsRejected === 0 ? [] : await (await session.store()).loadRejects(id);
    const refused = rejects.map(refusedLine).join('');
    download(new Blob([rows, refused], { type: 'text/csv;charset=utf-8' }), t('reimport.file', { name: report.name }));
  } catch (thrown) {
    session.report(thrown);
  }
}

function refusedLine({ line, code, values }: Reject): string {
  return `${[String(line), '', t('reimport.csv-rejected'), tCode('reject', code, values)].map(safeCell).join(',')}\r\n`;
}
