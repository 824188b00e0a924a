/** Who moved between two days (Segments), and cohorts by a column of the first order (Value). */
export const flow = {
  'flow.title': 'Who moved between two days',
  'flow.lead': 'Choose what to compare and the two days. Press a stream below the picture to see its customers.',
  'flow.what': 'Compare',
  'flow.what.stages': 'stages',
  'flow.what.rfm': 'groups by recency, frequency, money',
  'flow.from': 'Earlier day',
  'flow.to': 'Later day',
  'flow.show': 'Show',
  'flow.working': 'Following every customer …',
  'flow.no-buyer': 'No buyer yet',
  'flow.finding':
    'From {from} to {to}: {down, plural, =0 {nobody} one {one customer} other {# customers}} moved down, {up, plural, =0 {nobody} one {one} other {#}} up',
  'flow.note.stages':
    'By the rules in force on both days. What a file says without a date counts on the day of the analysis only.',
  'flow.note.rfm': 'By the bins of the later day: else a customer would move because others did.',
  'flow.alt': '{title}. {list}',
  'flow.node': '{name} {n, number}',
  'flow.stream': '{from} → {to}: {n, number}',
  'flow.kind': 'Direction',
  'flow.kind.up': 'up',
  'flow.kind.down': 'down',
  'flow.kind.same': 'stayed',
  'flow.kind.fresh': 'new',
  'flow.who': 'Who they are',
  'flow.customers':
    '{from} → {to}: {n, plural, one {one customer} other {# customers}}; {shown, number} shown, who spent most first',
  'flow.cohorts.title': 'By the first purchase',
  'flow.cohorts.lead': 'Of those who began with the same thing, how many bought again in each month since.',
  'flow.cohorts.by': 'First purchase by',
  'flow.cohorts.month': 'its month',
  'flow.cohorts.column': '“{name}”',
  'flow.cohorts.blank': '(empty)',
  'flow.cohorts.other': 'all others',
  'flow.cohorts.finding.spent':
    'Who began with {name} had spent most {month, plural, =0 {in that month} one {a month later} other {# months later}}: {value} each',
  'flow.cohorts.finding.bought':
    'Who began with {name} came back most {month, plural, =0 {in that month} one {a month later} other {# months later}}: {value}',
  'flow.cohorts.none': 'Too few customers of one kind to compare',
  'flow.cohorts.note':
    'By what “{column}” says of the first order, or of the customer; an association, not a cause. A striped cell leaves out customers whose first purchase is not that long ago.',
} as const;
