/** A sentence or two for every code of domain/errors.ts: what happened, where, what to do. */
export const errors = {
  'error.file/empty': 'There is nothing in this file. Export it again, or choose another one.',
  'error.file/header-only':
    'This file has a header ({columns}) and no rows under it. Check the dates or filters of the export and save it again.',
  'error.file/one-column':
    'Only one column was found, “{column}”. Either the columns are parted by an unusual character (choose another under “How the file was read”), or this is not a table of customers or orders.',
  'error.file/too-many-columns':
    'This file seems to have {columns, number} columns; Kith reads up to {limit, number}. Most likely something else parts the columns: check the file in a text editor, or export it again.',
  'error.file/binary':
    '“{name}” is not text: it may be a picture, a PDF or a compressed file. Kith reads CSV and .xlsx; export your data as one of them and drop that in.',
  'error.file/spreadsheet':
    '“{name}” is a spreadsheet in a format that Kith does not read. Open it in Excel, Numbers or Sheets, choose “Save as” or “Download”, take .xlsx or CSV (UTF-8), and drop that file in.',
  'error.file/archive-broken':
    '“{name}” could not be unpacked: it is damaged or incomplete. Download or export it again, or save the table as CSV.',
  'error.file/archive-locked':
    '“{name}” is locked with a password. Take the lock off, or unpack it yourself and drop in the CSV files.',
  'error.file/archive-method':
    '“{name}” is packed in a way that browsers do not know. Unpack it yourself and drop in the CSV files.',
  'error.file/archive-many':
    'There are more than {limit, number} tables in “{name}”. Unpack it yourself and drop in the ones you need.',
  'error.file/archive-too-large':
    '“{name}” would unpack to more than {limit, number} MB, so it was left alone. If it is yours and as it should be, unpack it yourself and drop in the CSV files.',
  'error.file/archive-empty':
    'There is no table in “{name}”: no CSV, no text and no sheet with anything in it. Look into it, and drop in the file you mean.',
  'error.file/unreadable':
    'The browser could not read “{name}” ({reason}). If the file was moved or changed, choose it again; if it lies on a network drive, copy it to this device first.',
  'error.file/unclosed-quote':
    'A quotation mark opens on line {line, number} and is never closed, so the rows after it cannot be told apart. Add the missing " on that line, or export the file again.',
  'error.file/cell-too-long':
    'A cell on line {line, number} is longer than {limit, number} characters; probably a quotation mark is missing there. Mend that line, or export the file again.',
  'error.import/totals-only':
    'Each row of this file is a total (by “{column}”), not a customer or an order. Totals do not tell who your customers are, so nothing can be worked out from them. Export the orders or customers themselves, one on each row.',
  'error.import/goods-only':
    'This is a list of goods (by “{column}”), not of customers or orders. It is kept, and the goods in your orders are compared with its spelling; nothing else is worked out from it.',
  'error.import/no-customer':
    'None of the columns ({columns}) says who the customer is. Choose one as “Customer id”, “E-mail”, “Phone” or “Customer’s name”.',
  'error.import/nothing-imported':
    'Not one row could be taken in; {rejected, plural, one {# row was} other {# rows were}} turned away. Look at the reasons listed with the file; most often a column was taken for a date or an amount that is not one.',
  'error.import/broken-ids':
    '{n, plural, one {One cell} other {# cells}} of “{column}” (line {lines}) hold an id that a spreadsheet has rounded to “{example}”: its last digits are gone, and different ids look the same. They were left empty rather than mixed up. Take the file fresh from your shop or tool and drop it in without opening it in Excel; if you must open it there, import it with “Data → From Text/CSV” and set this column to Text.',
  'error.store/full':
    'The browser has no room left for this{needed, select, unknown {} other { ({needed} needed)}}. Nothing was changed. Free some disk space, take old files out under Data, or use a browser with more room.',
  'error.store/newer':
    'What is kept here was written by a newer Kith (version {found}; this one knows {known}). It was left as it is. Load the page again to get the newer Kith.',
  'error.store/blocked': 'Another tab with Kith is holding your data. Close the other tabs with Kith, then load this page again.',
  'error.store/failed':
    'The browser could not keep or fetch your data ({reason}). In a private window some browsers allow no storage; try an ordinary window. Your files are untouched.',
  'error.store/locked':
    'This workspace is locked, or was locked or unlocked in another tab. Nothing was changed. Load this page again and give the passphrase.',
  'error.store/no-crypto':
    'At this address the browser offers no encryption and no fingerprints, which backup and lock need. Open Kith over https, or from this very machine (localhost).',
  'error.lock/wrong-passphrase':
    'This is not the passphrase. Nothing was changed. Look at capital letters and the keyboard’s language, or use the recovery code.',
  'error.lock/wrong-code': 'This is not the recovery code. Nothing was changed. Every change of the passphrase makes a new code.',
  'error.backup/not-ours': '“{name}” is not a backup made by Kith. Nothing was changed. Choose a file that ends in .kith.',
  'error.backup/newer':
    'This backup was made by a newer Kith (version {found}; this one knows {known}). Nothing was changed. Load the page again to get the newer Kith.',
  'error.backup/truncated':
    'The end of “{name}” is missing: it was cut off in copying or downloading. Nothing was changed. Copy it once more, or use another backup.',
  'error.backup/damaged':
    '“{name}” is not as it was written ({reason}): it was changed or damaged on its way. Nothing was changed here. Copy it once more, or use another backup.',
  'error.backup/unwritten':
    'The backup could not be written, or read back differently ({reason}). Do not rely on that file. Save it again, elsewhere if this place is full or failing.',
  'error.analysis/no-data': 'There are no rows to work with yet. Drop in a CSV of orders or customers.',
  'error.analysis/too-few-customers':
    'There are {n, plural, =0 {no customers} one {# customer} other {# customers}}; at least {needed, number} are needed before groups or predictions mean anything. Totals and the list of customers are still right.',
  'error.analysis/no-features':
    'There is nothing to compare the customers by: no dated orders, no amounts, no traits. Add a file with orders, or mark a column as a number or a trait.',
  'error.analysis/one-class':
    'All {n, number} customers have the same outcome: “{label}” is always “{value}”. Who leaves can only be learned where some left and some stayed. Check the column, or add older data.',
  'error.analysis/too-few-of-a-class':
    'Only {n, plural, =0 {no customers have} one {# customer has} other {# customers have}} one of the two outcomes of “{label}”; {needed, number} are needed to learn anything from them.',
  'error.analysis/no-outcome':
    'Nothing here says who left: there is neither a column that tells, nor dated orders to see it from. Add orders with dates, or mark the column that says who has left.',
  'error.analysis/no-history':
    'The orders span {days, plural, one {# day} other {# days}}; at least {needed, number} are needed to look back and see who stopped buying. Add older orders.',
  'error.analysis/unknown-column':
    'A setting names the column “{column}”, which is in none of your files any more. Undo your settings under Data, or choose another column.',
  'error.engine/failed':
    'The computing engine would not start, or failed its test sum ({reason}), so nothing was computed with it. Load the page again; if that does not help, try another browser.',
  'error.model/newer':
    'A saved model was written by a newer Kith (version {found}; this one knows {known}). Load the page again.',
  'error.model/bad-input': 'A model was given something it cannot learn from ({reason}). Nothing was changed.',
  'error.job/crashed':
    'The part of Kith that computes stopped unexpectedly ({reason}); most often memory has run out. Nothing that was kept is lost. Load the page again, close other tabs, or try with fewer rows.',
  'error.job/unexpected':
    'Something went wrong that should not have: a fault of ours, not of your file ({reason}). Nothing that was kept is lost. Try again, or load the page again.',
} as const;
