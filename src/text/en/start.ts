/** Start: the promise, and the ways in. */
export const start = {
  'start.answer': 'Drop in the CSVs you already have. Nothing leaves this browser.',
  'start.detail':
    'Orders, payments, customer lists, survey answers: Kith reads them here, on this device, and tells you who your customers are, which groups they form, who is about to leave and whom to write to first.',
  'start.drop-title': 'Drop your CSV files here',
  'start.pick': 'Choose files',
  'start.paste': 'Paste a table',
  'start.formats':
    'CSV, TSV or Excel (.xlsx), as saved by Shopify, Stripe, Sheets and most others; a .zip or .gz of them too. Several at once if you like.',
  'start.paste-title': 'Paste a table',
  'start.paste-label': 'The table, with its header row first',
  'start.paste-hint':
    'Copied cells from a spreadsheet work, and so does CSV text. Outside this box, Ctrl+V on the page does the same.',
  'start.paste-go': 'Read it',
  'start.pasted-name': 'Pasted table.csv',
  'start.sample-title': 'No file at hand?',
  'start.sample-text': 'Look around a shop we made up: some two thousand invented customers, kept apart from anything of yours.',
  'start.sample': 'Try a made-up shop',
  'start.waiting-title': '{n, plural, one {# file waits} other {# files wait}} for you to check',
  'start.waiting-text':
    '{n, plural, one {It is} other {They are}} not kept yet. New files join {n, plural, one {it} other {them}}.',
  'start.waiting-go': 'Check the files',
  'start.have-title': 'You already keep {n, plural, one {# file} other {# files}} here',
  'start.have-text': 'New files are added to them; the same file twice is noticed.',
  'start.have-go': 'Show me my customers',
  'start.promise-title': 'What you can hold us to',
  'start.promise-1': 'Nothing leaves',
  'start.promise-1-text': 'This page is forbidden to talk to any other computer. Turn off your network and it still works.',
  'start.promise-2': 'Nothing is lost',
  'start.promise-2-text': 'Every row is read, or listed with its line number and the reason it was not.',
  'start.promise-3': 'Nothing is guessed in silence',
  'start.promise-3-text': 'You see what was understood of each column, and can change it.',
} as const;
