/** Quality: what in the files may be wrong, what would mend it, and the owner's answers. */
export const quality = {
  'quality.title': 'Quality of your files',
  'quality.empty': 'Add your files, and see here what in them may be wrong, with the rows, and what would mend it.',
  'quality.back': 'Data',
  'quality.answer':
    '{open, plural, =0 {Nothing in your files is left to look at.} one {One thing in your files is worth a look.} other {# things in your files are worth a look.}}',
  'quality.detail':
    'Your rows stay as they came. A repair only changes how they are read, is off until you switch it on, and goes away when you switch it off.',
  'quality.looking': 'Looking through the rows…',
  'quality.again': 'Look again',
  'quality.stopped': 'The looking was stopped before its end.',
  'quality.working': 'Your answer is kept as soon as everything is worked out anew.',
  'quality.more': 'Show more ({n, number} in all)',
  'quality.clean': 'Nothing was found in {rows, plural, one {its one row} other {its # rows}}.',
  'quality.found':
    '{rows, plural, one {One row} other {# rows}}; {found, plural, one {one thing was found} other {# things were found}}, {open, plural, =0 {none is open} one {one is open} other {# are open}}.',
  'quality.columns': 'How well each column is filled',
  'quality.column': 'Column',
  'quality.role': 'Taken for',
  'quality.missing': 'Missing',
  'quality.share': 'Share',
  'quality.unreadable': 'Not readable',

  'quality.rows': 'Rows to look at',
  'quality.rows-first': 'Rows to look at (the first {shown, number} of {n, number})',
  'quality.rows-some': 'Rows to look at ({shown, number})',
  'quality.line': 'Line',
  'quality.download': 'Download these rows',
  'quality.file': 'rows of {name}.csv',
  'quality.fine': 'Right as it is',
  'quality.not-fine': 'Ask again',
  'quality.carried':
    'Carried over: you switched this on for an earlier export of this kind. Switched off here, it is off for this file only.',
  'quality.is-fine': 'You said that this is right as it is.',
  'quality.of': '{action}: {what}',
  'quality.done-on': 'Switched on: {what}',
  'quality.done-off': 'Switched off: {what}',
  'quality.done-fine': 'Kept as it is: {what}',
  'quality.done-not-fine': 'Open again: {what}',
  'quality.no-repair': 'Nothing in the file says what would be right, so there is nothing to switch on.',
  'quality.no-repair-gap': 'If an export is missing, add it. If you were closed, all is well.',

  'quality.repair.leave-out': 'Leave {n, plural, one {this row} other {these # rows}} out of every figure',
  'quality.repair.blank': 'Read {n, plural, one {this cell} other {these # cells}} as missing',
  'quality.repair.blank-dates': 'Leave both dates out of every figure in {n, plural, =2 {this row} other {these rows}}',
  'quality.repair.blank-start': 'Leave {column} out of every figure in {n, plural, one {this row} other {these rows}}',
  'quality.repair.once': 'Count {orders, plural, one {this order} other {these # orders}} once',
  'quality.repair.cap': 'Read {n, plural, one {it} other {them}} as the nearest usual number: at least {low}, at most {high}',
  'quality.repair.respell': 'Read “{from}” as “{to}”',
  'quality.and.columns': '{column} and {end}',
  'quality.effect.leave-out': 'Rows that count: {before, number} before, {after, number} after.',
  'quality.effect.blank': 'Filled cells in {column}: {before, number} before, {after, number} after.',
  'quality.effect.cap':
    'Numbers in {column} beyond that: {before, number} before, {after, number} after. All of {column} together: {sumBefore} before, {sumAfter} after.',
  'quality.effect.respell':
    '{n, plural, one {One row is} other {# rows are}} read otherwise. Different words in {column}: {before, number} before, {after, number} after.',

  'quality.check.impossible': 'Cannot be',
  'quality.check.inverted': 'Ended before it began',
  'quality.check.duplicates': 'More than once',
  'quality.check.near': 'Nearly more than once',
  'quality.check.double': 'Sent twice',
  'quality.check.spellings': 'Several spellings',
  'quality.check.mixed': 'Of another kind',
  'quality.check.outliers': 'Far from all others',
  'quality.check.missing': 'Missing',
  'quality.check.gaps': 'Gaps in time',

  'quality.impossible.future': '{n, plural, one {One date} other {# dates}} in {column} after {day}, when the file was added',
  'quality.impossible.before': '{n, plural, one {One date} other {# dates}} in {column} in 1970 or before: an empty or zero date',
  'quality.impossible.negative-quantity':
    '{n, plural, one {One quantity} other {# quantities}} below zero in {column}, in rows that are no refund',
  'quality.impossible.zero-quantity': '{n, plural, one {One quantity} other {# quantities}} of zero in {column}',
  'quality.impossible.negative-price':
    '{n, plural, one {One price} other {# prices}} below zero in {column}, in rows that are no refund',
  'quality.impossible.zero-price':
    '{n, plural, one {One price} other {# prices}} of zero in {column}, of goods that mostly have a price',
  'quality.impossible.refund-over': '{n, plural, one {One refund} other {# refunds}} in {column} above what was paid in {amount}',
  'quality.impossible.off-scale':
    '{n, plural, one {One answer} other {# answers}} in {column} outside the scale from {low} to {high}',
  'quality.impossible.no-email':
    '{n, plural, one {One cell} other {# cells}} in {column} that {n, plural, one {is} other {are}} no e-mail address',
  'quality.impossible.short-phone':
    '{n, plural, one {One telephone number} other {# telephone numbers}} in {column} of fewer than five digits',
  'quality.impossible.age': '{n, plural, one {One age} other {# ages}} in {column} below 0 or above {oldest, number}',
  'quality.inverted.before': '{n, plural, one {One row} other {# rows}} of {of, number} in which {end} is earlier than {column}',
  'quality.double.minutes':
    '{orders, plural, one {One order repeats} other {# orders repeat}} another of the same customer, the same goods and the same money within {minutes, number} minutes, under another number in {column}',
  'quality.duplicates.exact':
    '{n, plural, one {One row repeats an earlier one} other {# rows repeat earlier ones}} in every cell',
  'quality.duplicates.alike':
    '{n, plural, one {One row is like an earlier one} other {# rows are like earlier ones}} in every cell; but nothing in this file tells two of a kind apart, so that may be right',
  'quality.near.letters':
    '{n, plural, one {One row is like another} other {# rows are like others}} but for capitals, accents, blanks or stops',
  'quality.near.one-cell':
    '{n, plural, one {One row is like another} other {# rows are like others}} but for a slip or a blank in {column}',
  'quality.near.same-order':
    '{n, plural, one {One row holds an order} other {# rows hold orders}} of which {column} has a newer row, though this file has one row an order',
  'quality.spellings.letters': '“{from}” may be “{to}”: the same letters in {column} ({n, plural, one {one row} other {# rows}})',
  'quality.spellings.typo':
    '“{from}” may be “{to}”: a letter or two apart in {column} ({n, plural, one {one row} other {# rows}})',
  'quality.spellings.word':
    '“{from}” may be meant for “{to}”: one letter apart from a common word, in {column} ({n, plural, one {one row} other {# rows}})',
  'quality.mixed.no-number':
    '{n, plural, one {One cell} other {# cells}} in {column} could not be read as a number ({words}) and {n, plural, one {is} other {are}} taken as missing',
  'quality.mixed.no-date':
    '{n, plural, one {One cell} other {# cells}} in {column} could not be read as a date ({words}) and {n, plural, one {is} other {are}} taken as missing',
  'quality.mixed.words': '{n, plural, one {One word} other {# words}} among the numbers of {column}: {words}',
  'quality.outliers.ratio':
    '{n, plural, one {One number} other {# numbers}} in {column} far from all others: usual is {low} to {high}, with {median} in the middle',
  'quality.outliers.ratio-currency':
    '{n, plural, one {One number} other {# numbers}} of {currency} in {column} far from all others: usual is {low} to {high}, with {median} in the middle',
  'quality.outliers.difference':
    '{n, plural, one {One number} other {# numbers}} in {column} far from all others: usual is {low} to {high}, with {median} in the middle',
  'quality.missing.needed':
    '{column} is missing in {n, plural, one {one row} other {# rows}} of {of, number}; figures that need it leave {n, plural, one {it} other {them}} out',
  'quality.missing.nobody':
    '{n, plural, one {One row} other {# rows}} of {of, number} {n, plural, one {does} other {do}} not say who it was (nothing in {columns}); they belong to no customer',
  'quality.missing.blank-words': '{n, plural, one {One cell} other {# cells}} of {column} say that nothing is known: {words}',
  'quality.gaps.days':
    'Nothing in {column} from {from} to {to}: {days, plural, one {one day} other {# days}}, in which about {expected, number} were to be expected',
  'quality.gaps.more': '{times, plural, one {One shorter gap} other {# shorter gaps}} in {column}',

  'quality.left-out-more': 'And {n, plural, one {one more repair} other {# more repairs}}.',
  'quality.left-out-link': 'Change it',
  'data.closer-quality': 'Quality',
  'data.closer-quality-wait': 'The rows are being looked through for what may be wrong in them…',
  'data.closer-quality-text':
    '{open, plural, =0 {Nothing is left to look at.} one {One thing to look at.} other {# things to look at.}} {on, plural, =0 {} one {One repair is on.} other {# repairs are on.}}',
  'data.closer-quality-plain': 'What in your files may be wrong, and what would mend it.',

  'note.repair-rows-duplicates':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {is} other {are}} left out by you: {n, plural, one {it repeats} other {they repeat}} an earlier one.',
  'note.repair-rows-near':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {is} other {are}} left out by you: {n, plural, one {it nearly repeats} other {they nearly repeat}} another.',
  'note.repair-rows-double':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {is} other {are}} left out by you: {n, plural, one {its order was} other {their orders were}} sent twice.',
  'note.repair-cells-inverted':
    '{column} and {other} in {n, plural, one {one row} other {# rows}} of {file} are left out, as you decided: {n, plural, one {the row ends} other {the rows end}} before {n, plural, one {it begins} other {they begin}}.',
  'note.repair-cells-inverted-start':
    '{column} in {n, plural, one {one row} other {# rows}} of {file} is left out, as you decided: it is later than {other}.',
  'note.repair-capped':
    '{n, plural, one {One number} other {# numbers}} of {column} in {file}, far from all others, {n, plural, one {is} other {are}} read as the nearest usual one, as you decided: at least {low, number}, at most {high, number}.',
  'note.repair-carried':
    '{n, plural, one {One repair} other {# repairs}} of {file} {n, plural, one {was} other {were}} carried over from an earlier export.',
  'note.repair-rows-impossible':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {is} other {are}} left out by you: {n, plural, one {it holds} other {they hold}} a value that cannot be.',
  'note.repair-rows-outliers':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {is} other {are}} left out by you: {n, plural, one {it holds} other {they hold}} a number far from all others.',
  'note.repair-rows-missing':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {is} other {are}} left out by you: something is missing in {n, plural, one {it} other {them}}.',
  'note.repair-cells-impossible':
    '{n, plural, one {One cell} other {# cells}} of {column} in {file} {n, plural, one {is} other {are}} read as missing, as you decided: {n, plural, one {its value} other {their values}} cannot be.',
  'note.repair-cells-outliers':
    '{n, plural, one {One cell} other {# cells}} of {column} in {file} {n, plural, one {is} other {are}} read as missing, as you decided: {n, plural, one {it is} other {they are}} far from all others.',
  'note.repair-cells-missing':
    '{n, plural, one {One cell} other {# cells}} of {column} in {file} {n, plural, one {is} other {are}} read as missing, as you decided: {n, plural, one {it says} other {they say}} that nothing is known.',
  'note.repair-cells-mixed':
    '{n, plural, one {One cell} other {# cells}} of {column} in {file} {n, plural, one {is} other {are}} read as missing, as you decided: {n, plural, one {it is a word} other {they are words}} among numbers.',
} as const;
