/** Ways of making groups, and whether the groups are real. */
export const clusters = {
  'segments.model': 'Method',
  'segments.model.k-means': 'Round groups (k-means)',
  'segments.model.ward': 'Joined step by step (Ward)',
  'segments.model.average': 'Joined step by step (average)',
  'segments.model.complete': 'Joined step by step (complete)',
  'segments.model.dbscan': 'Crowded places (DBSCAN)',
  'segments.model.mixture': 'Overlapping clouds (mixture)',
  'segments.model.hint': 'k-means suits most shops. If another method finds the same groups, they are worth more.',
  'segments.model.what.k-means':
    'Every customer is a point. The method looks for k centres so that the points lie as near to their centre as can be, each point belonging to the nearest centre.',
  'segments.model.what.ward':
    'Everybody begins alone; step by step the two groups are joined that stay tightest together, until k are left.',
  'segments.model.what.average':
    'Everybody begins alone; step by step the two groups are joined that are nearest on average, until k are left.',
  'segments.model.what.complete':
    'Everybody begins alone; step by step the two groups are joined whose furthest members are nearest, until k are left.',
  'segments.model.what.dbscan':
    'A group is a place where customers lie close together, whatever its form. Who lies in no such place is in no group.',
  'segments.model.what.mixture':
    'Every group is a cloud that thins out from its middle; clouds may overlap, and a customer may belong to several in part.',
  'segments.covariance': 'Form of the clouds',
  'segments.covariance.full': 'Stretched any way',
  'segments.covariance.diagonal': 'Stretched along the features only',
  'segments.radius': 'How near is “near”',
  'segments.radius.hint': 'Empty: where the curve of distances bends ({value}). Larger: fewer, wider groups.',
  'segments.radius.hint-plain': 'Empty: where the curve of distances bends. Larger: fewer, wider groups.',
  'segments.radius.wrong': 'A number above 0, please.',
  'segments.neighbours': 'Neighbours that make a crowd',
  'segments.neighbours.hint': 'Empty: Kith chooses. Oneself counts.',
  'segments.neighbours.wrong': 'A whole number from 1 to 1000, please.',
  'segments.scale.linear': 'The same, skewed numbers as they are',

  'segments.check.title': 'Are these groups real?',
  'segments.check.lead':
    'Any list can be cut into groups. Real ones come again when other customers are drawn, and stand further apart than those cut out of one even cloud.',
  'segments.check.working': 'Making the groups {n, number} times anew',
  'segments.check.again': 'Look again',
  'segments.check.stopped': 'Not looked at.',
  'segments.check.verdict.clear': 'Yes: they come again, and no cloud without groups divides as well.',
  'segments.check.verdict.holds-in-part':
    'In part: there is more here than one cloud, but some of the groups come and go with the customers that are drawn.',
  'segments.check.verdict.edges':
    'Yes, with blurred edges: they come again and are more than one cloud, but many customers lie between two groups.',
  'segments.check.verdict.like-a-cloud':
    'No real clusters here: a single cloud without any groups divides as well as your customers do. They differ by degrees.',
  'segments.check.verdict.does-not-hold': 'No real clusters here: draw other customers, and other groups come out.',
  'segments.check.clouds':
    'Your customers divide with a silhouette of {here}; clouds without groups with {normal} (normal), {uniform} (even) and {lopsided} (lopsided), on average of {n, number} each.',
  'segments.check.agreement':
    'Two draws agree with an adjusted Rand index of {value} on average (1: the same groups; 0: nothing in common).',
  'segments.check.silhouette':
    'Silhouette of the groups shown: {value}{sampled, select, yes {, between {low} and {high}, from {n, number} customers drawn by chance} other {, from all {n, number} customers}}.',
  'segments.check.holds': 'Found again',
  'segments.check.times': 'in {holds, number} of {n, number} resamples',
  'segments.check.jaccard': 'Likeness',
  'segments.check.word': 'In a word',
  'segments.check.firm': 'firm',
  'segments.check.fair': 'fairly firm',
  'segments.check.loose': 'comes and goes',
  'segments.check.sampled': 'Looked at with {rows, number} customers drawn by chance.',
  'segments.gap': 'By the gap statistic there {k, plural, one {is one group} other {are # groups}}',
  'segments.gap.y': 'Gap',
  'segments.gap.note':
    'How much tighter k groups are than those of evenly spread customers. Chosen: the fewest groups that come within an error of the best.',
  'segments.bic.title': 'By BIC {k, plural, one {one cloud describes} other {# clouds describe}} your customers best',
  'segments.bic.y': 'BIC and ICL (less is better)',
  'segments.bic.note':
    'ICL also counts how blurred the clouds are. The mutual information of customers and groups is {value}; it grows with every group more, so it chooses nothing.',
  'segments.soft':
    '{share} of customers belong to their group with a probability of at least {least}; the others lie between groups.',
  'segments.distance.title': 'The curve of distances bends at {value}',
  'segments.distance.x': 'Customers, most crowded first',
  'segments.distance.y': 'Distance to neighbour {n, number}',
  'segments.distance.note':
    'Used: {radius}, {n, number} neighbours. {apart, plural, one {# customer lies} other {# customers lie}} in no crowded place.',
  'segments.beside': 'Side by side',
  'segments.beside.size': 'Customers',
  'segments.beside.revenue': 'Share of revenue',
  'segments.beside.risk': 'Mean chance of leaving',
  'segments.stages': 'Stages: {list}.',
  'segments.stages.one': '{stage} {share}',
} as const;
