/** Same person?: who was joined with whom, why, and the owner's answers. */
export const people = {
  'people.title': 'Same person?',
  'people.empty': 'Add your files, and see here which entries belong to one person, and why.',
  'people.back': 'Data',
  'people.answer':
    '{customers, plural, one {One customer} other {# customers}}. {open, plural, =0 {Nothing about who is who is left to ask.} one {One question about who is who is open.} other {# questions about who is who are open.}}',
  'people.detail':
    'Your files are joined by customer number, e-mail address and telephone number. Nothing here changes your files; every answer can be taken back.',
  'people.looking': 'Looking who is who…',
  'people.again': 'Look again',
  'people.working': 'Your answer is kept as soon as everything is worked out anew.',
  'people.more': 'Show more ({n, number} in all)',

  'people.open': 'For you to decide',
  'people.open-lead': 'These may be one person, but they are not joined unless you say so.',
  'people.open-none': 'Nothing to decide.',
  'people.joined': 'Joined',
  'people.joined-lead': 'Several entries were taken for one person, each time for the reason given.',
  'people.joined-none': 'No two entries had to be joined.',
  'people.apart': 'Not joined on',
  'people.apart-lead':
    'A telephone number or address that many different people hold, or that stands where nothing was known, joins nobody.',
  'people.apart-none': 'Every number and address speaks for one person.',

  'people.same': 'Same person',
  'people.different': 'Different people',
  'people.undo': 'Undo',
  'people.join-anyway': 'Join all the same',
  'people.of': '{action}: {key}',
  'people.done-same': 'Joined: {key}',
  'people.done-different': 'Kept apart: {key}',
  'people.done-undo': 'Taken back: {key}',
  'people.by-hand': 'You decided',

  'people.why-email': 'The same e-mail address, {key}',
  'people.why-phone': 'The same telephone number, {key}',
  'people.why-customerId': 'The same customer number, {key}',
  'people.why-mailbox': '{spellings} reach one mailbox',
  'people.why-number': '{spellings} are one telephone number, {key}',
  'people.why-name': 'The same name and postcode: {key}',
  'people.shared': 'Beside at least {n, number} different entries',
  'people.placeholder': 'Written where nothing was known',
  'people.names-differ': 'the names do not look like one person’s',
  'people.ids': 'Customer numbers: {list}',
  'people.emails': 'E-mail addresses: {list}',
  'people.phones': 'Telephone numbers: {list}',
  'people.names': 'Names: {list}',
  'people.customers': 'Customers: {list}',
  'people.and-more': '{list} and more',

  'people.spellings': 'One thing, several spellings',
  'people.spellings-lead': 'If you say so, the first is read as the second wherever it stands. Your files stay as they are.',
  'people.spellings-none': 'No two names look like spellings of one another.',
  'people.spelling': '“{from}” is “{to}”',
  'people.spelling-letters': 'in {column}: the same letters',
  'people.spelling-typo': 'in {column}: a letter or two apart',
  'people.spelling-word': 'in {column}: one letter apart from a common word',
  'people.spelling-rows':
    '{from, plural, one {# row} other {# rows}} in {files}, against {to, plural, one {# row} other {# rows}}',
  'people.spelling-same': 'Same thing',
  'people.spelling-different': 'Two things',
  'people.spelling-accepted': 'Read as one',
  'people.spelling-refused': 'Kept as two',

  'people.phones-title': 'Telephone numbers',
  'people.phones-none-national':
    'All {numbers, plural, one {# telephone number} other {# telephone numbers}} say which country they belong to.',
  'people.phones-lead':
    '{national, number} of {numbers, plural, one {# telephone number} other {# telephone numbers}} {national, plural, one {does} other {do}} not begin with a country code.',
  'people.phones-by-hand': 'They are read as numbers of {country}, as you said.',
  'people.phones-country-column':
    'They are read as numbers of {country}: {share, number, percent} of the rows that name a country name this one. A row that names another is read as its own.',
  'people.phones-other-numbers':
    'They are read as numbers of {country}: {share, number, percent} of the numbers with a country code begin with {word}.',
  'people.phones-currency': 'They are read as numbers of {country}, because the files count in {word}.',
  'people.phones-unknown': 'Nothing shows which country they belong to, so they only meet numbers written alike. Please choose.',
  'people.phones-choose': 'Numbers without a country code are from',
  'people.phones-auto': 'as Kith finds',

  'people.orphans': 'In one file but not in the other',
  'people.orphans-none': 'Everybody who ordered is listed, and the other way round.',
  'people.orphans-file': 'File',
  'people.orphans-what': 'What',
  'people.orphans-customers': 'Customers',
  'people.orphans-rows': 'Rows',
  'people.orphans-examples': 'For instance',
  'people.orphans-unlisted': 'in no file of customers',
  'people.orphans-silent': 'listed, but without an order',
  'people.orphans-nobody': 'rows that name nobody',
  'people.orphans-of': '{n, number} of {of, number}',

  'data.closer': 'Look closer',
  'data.closer-people': 'Same person?',
  'data.closer-people-text': 'Which entries were joined, why, and what you may want to answer.',

  'note.shared-keys':
    '{n, plural, one {One address or number is} other {# addresses or numbers are}} held by too many different people to join anybody ({keys}).',
  'note.same-person':
    '{n, plural, one {One address or number may} other {# addresses or numbers may}} join people whose names differ. They are kept apart until you decide.',
  'note.identity-by-hand': 'Who is who follows {n, plural, one {one decision} other {# decisions}} of yours.',
  'note.spellings-by-hand':
    '{n, plural, one {One cell is} other {# cells are}} read in another spelling, as you decided ({words, plural, one {one spelling} other {# spellings}}).',
} as const;
