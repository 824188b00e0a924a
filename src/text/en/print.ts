/** On paper. */
export const print = {
  'print.button': 'Print',
  'print.title': 'Print this page as a report',
  'print.detail': 'On A4, without menus and buttons. “Save as PDF” stands among the printers.',
  'print.name': 'Name at the top',
  'print.name-hint': 'Your shop’s, say. It is remembered in this browser only.',
  'print.head': '{screen}, as of {day}. {n, plural, one {# customer} other {# customers}}.',
} as const;
