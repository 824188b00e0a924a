/** Segments: which groups there are, what sets each apart, how they were found. */
export const segments = {
  'segments.answer.revenue':
    '{k, plural, one {One group} other {# groups}}{weak}: “{name}”, {share} of customers, brings {revenue} of revenue',
  'segments.answer.size': '{k, plural, one {One group} other {# groups}}{weak}: the largest is “{name}”, {share} of customers',
  'segments.answer.weak': ' with blurred edges',
  'segments.answer.none':
    'No real groups: your {n, plural, one {# customer differs} other {# customers differ}} by degrees, not in kind',
  'segments.detail': 'Found among {n, plural, one {# customer} other {# customers}} by: {features}.',
  'segments.join': ', ',
  'segments.verdict.weak':
    'The groups run into each other (silhouette {silhouette}). Use them to think with, not to sort people by.',
  'segments.verdict.none':
    'The split below is one of many that would do as well (silhouette {silhouette}): a way of looking at your customers, not something they show by themselves.',
  'segments.group': 'Group',
  'segments.pictures': 'How large, how far apart',
  'segments.sizes': '“{name}” is the largest group: {n, plural, one {# customer} other {# customers}} ({share})',
  'segments.cloud':
    '{verdict, select, clear {“{x}” and “{y}” tell the groups apart} weak {“{x}” and “{y}” tell the groups apart in part} other {“{x}” and “{y}”: one cloud, no gaps}}',
  'segments.k': 'Number of groups',
  'segments.silhouette': 'Silhouette (0 to 1)',
  'segments.choice':
    '{same, select, yes {{best, plural, one {# group} other {# groups}} hold together best: silhouette {value}} other {{best, plural, one {# group} other {# groups}} would hold together best (silhouette {value}); you chose {k, number}}}',
  'segments.sampled': 'Measured on {sample, number} of {n, number} customers, drawn by chance.',
  'segments.portraits': 'Who they are',
  'segments.portraits.lead':
    'What sets each group apart, strongest first: the mean of the group beside the mean of everybody. One sd, a standard deviation, is how far customers usually lie from that mean.',
  'segments.portrait.size': '{n, plural, one {# customer} other {# customers}} ({share}).',
  'segments.portrait.revenue': '{share} of revenue.',
  'segments.portrait.risk': 'Mean chance of leaving {risk}.',
  'segments.advice': 'What to do:',
  'segments.feature': 'What',
  'segments.here': 'Here',
  'segments.overall': 'Everybody',
  'segments.against': 'Compared',
  'segments.effect.far-above': 'far above ({sd} sd)',
  'segments.effect.above': 'above ({sd} sd)',
  'segments.effect.same': 'about the same',
  'segments.effect.below': 'below ({sd} sd)',
  'segments.effect.far-below': 'far below ({sd} sd)',
  'segments.all-features': 'All {n, plural, one {# line} other {# lines}}',
  'segments.fewer': 'Only the strongest',
  'segments.typical': 'Typical:',
  'segments.change': 'Change how the groups are made',
  'segments.features': 'Compare customers by',
  'segments.features.none': 'Choose at least one.',
  'segments.features.auto': 'Let Kith choose what to compare by',
  'segments.scale': 'Scale',
  'segments.scale.standard': 'Every feature counts the same',
  'segments.scale.none': 'As the numbers are',
  'segments.scale.hint': 'Without a common scale, features with large numbers outweigh the others.',
  'segments.k.auto': 'Kith chooses',
  'segments.k.hint': 'Kith takes the number whose groups hold together best.',
  'segments.apply': 'Make the groups anew',
  'segments.how': 'How the groups were found',
  'segments.term.silhouette': 'silhouette {value}',
  'segments.term.silhouette.what':
    'How much nearer customers are to their own group than to the next one, on average. 1: groups far apart; 0: they touch; under 0.25: no groups to speak of.',
  'segments.term.sse': 'SSE {value}',
  'segments.term.sse.what':
    'Sum of the squared distances from every customer to the centre of their group. It always falls with more groups, so it cannot choose their number.',
  'segments.machine': 'Computed with {engine} in {seconds} s, in this browser.',
  'segments.refused': 'No groups could be formed',
  'segments.refused.detail': 'Here is why, and what would change it.',
  'segments.still':
    '{n, plural, one {The one customer} other {All # customers}} can still be searched, sorted and exported under Customers.',
} as const;
