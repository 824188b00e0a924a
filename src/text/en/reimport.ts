/** Importing again: what is new, what changed, what was known; the receipt, and the way back. */
export const reimport = {
  'reimport.counts':
    '{created, plural, =0 {no row is new} one {# row is new} other {# rows are new}}{unchanged, plural, =0 {} other {, # known already}}{updated, plural, =0 {} other {, # changed}}',
  'reimport.review': 'Compared with what you have here: {counts}.',
  'reimport.review-none': 'Compared with what you have here: every row is known already. Nothing will change.',
  'reimport.review-hint': 'Rows that are known already are not counted twice; of a row that changed, the newest version counts.',

  'reimport.receipt-title': 'Taken in',
  'reimport.receipt-line': '{name}: {counts}.',
  'reimport.receipt-known': '{name}: you had this very file here already. Nothing was changed.',
  'reimport.receipt-rejected': '{n, plural, one {# row was} other {# rows were}} not taken in.',
  'reimport.receipt-more': 'Receipts by row',

  'reimport.created': 'New',
  'reimport.updated': 'Changed',
  'reimport.unchanged': 'Known already',
  'reimport.download': 'Download the receipt by row',
  'reimport.download-of': 'Download the receipt by row of {name}',
  'reimport.file': '{name} receipt.csv',
  'reimport.csv-line': 'Line',
  'reimport.csv-key': 'Number or customer',
  'reimport.csv-outcome': 'What it was',
  'reimport.csv-changed': 'What changed',
  'reimport.csv-created': 'new',
  'reimport.csv-updated': 'changed',
  'reimport.csv-unchanged': 'known already',
  'reimport.csv-rejected': 'not taken in',
  'reimport.csv-older': 'an older version; the newer one here was kept',
  'reimport.csv-more': 'one more line of a known order',
  'reimport.csv-gone': 'lines of this order are gone',
  'reimport.csv-blank': 'empty',
  'reimport.overlap':
    '{n, plural, one {# of these rows stands} other {# of these rows stand}} in more than one file, or in a newer version. Each counts once.',

  'reimport.undo': 'Undo this import',
  'reimport.undo-of': 'Undo this import: {names}',
  'reimport.undo-title': 'Undo this import?',
  'reimport.undo-files':
    '{files, plural, one {{names} goes} other {# files go: {names}}}, with {rows, plural, one {# row} other {# rows}}:',
  'reimport.undo-created': '{n, plural, one {# row that was new goes} other {# rows that were new go}}',
  'reimport.undo-updated':
    '{n, plural, one {# row goes back to what it was before} other {# rows go back to what they were before}}',
  'reimport.undo-unchanged':
    '{n, plural, one {# row that was known stays} other {# rows that were known stay}}, as an earlier file has {n, plural, one {it} other {them}}',
  'reimport.undo-after':
    'Everything is then as if you had never imported {files, plural, one {it} other {them}}. You can bring {files, plural, one {it} other {them}} back until your next import.',
  'reimport.undo-keep': 'Keep it',
  'reimport.undone-title': 'Undone',
  'reimport.undone': 'The import of {names} was undone. You can bring it back until your next import.',
  'reimport.redo': 'Bring it back',
  'reimport.redo-of': 'Bring it back: {names}',
  'reimport.join': ', ',

  'since.changed': 'Since your last export ({day}): {parts}.',
  'since.changed-undated': 'Since your last export: {parts}.',
  'since.nothing': 'Since your last export ({day}) nothing has changed.',
  'since.nothing-undated': 'Since your last export nothing has changed.',
  'since.until': 'up to {day}',
  'since.new-orders': '{n, plural, one {# new order} other {# new orders}}',
  'since.new-customers': '{n, plural, one {# new customer} other {# new customers}}',
  'since.new-rows': '{n, plural, one {# new answer or contact} other {# new answers and contacts}}',
  'since.changed-orders': '{n, plural, one {# order changed} other {# orders changed}}',
  'since.changed-orders-of': '{n, plural, one {# order changed} other {# orders changed}} ({which})',
  'since.refunded': '{n, number} refunded',
  'since.cancelled': '{n, number} called off',
  'since.paid': '{n, number} paid since',
  'since.changed-rows': '{n, plural, one {# other row changed} other {# other rows changed}}',
  'since.vanished-orders':
    '{n, plural, one {# order of the time that the new export covers is} other {# orders of the time that the new export covers are}} not in it any more. {n, plural, one {It was} other {They were}} kept.',
  'since.vanished-rows':
    '{n, plural, one {# row of the time that the new file covers is} other {# rows of the time that the new file covers are}} not in it any more. {n, plural, one {It was} other {They were}} kept.',

  'note.rows-in-several-exports':
    '{n, plural, one {One row stands} other {# rows stand}} in several exports of the same kind. Of each, the version of the newest export was counted, and only once.',
} as const;
