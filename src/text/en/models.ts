/** What each model takes for granted and when not to trust it (ModelCard), and why an input was refused (BadInputReason). */
export const models = {
  'model.name.k-means': 'Groups of similar customers (k-means)',
  'model.k-means.round-groups': 'Groups are taken to be round clouds of about the same width around a typical customer.',
  'model.k-means.scale-matters':
    'Every feature counts by how far its numbers spread; unless you say otherwise they are first put on one scale.',
  'model.k-means.always-groups':
    'It divides any list into groups, even one without real groups: look at how clearly they stand apart before you act.',
  'model.k-means.outliers': 'A few very unusual customers can pull a group towards them or form one of their own.',

  'model.name.ward': 'Groups joined step by step (Ward)',
  'model.name.average': 'Groups joined step by step (average linkage)',
  'model.name.complete': 'Groups joined step by step (complete linkage)',
  'model.ward.joins': 'Customers are joined two by two, always where the joined group stays tightest.',
  'model.average.joins': 'Customers are joined two by two, always the two groups that are nearest on average.',
  'model.complete.joins': 'Customers are joined two by two, always the two groups whose furthest members are nearest.',
  'model.linkage.nearest-centre':
    'Of very many customers only a sample is joined; everybody else goes to the group with the nearest centre.',
  'model.name.dbscan': 'Crowded places (DBSCAN)',
  'model.dbscan.one-density': 'A group is where customers lie about equally close together; who lies apart is in no group.',
  'model.dbscan.radius': 'How near is “near” decides what is found: look at the curve before you believe a group.',
  'model.dbscan.by-centre':
    'New customers are placed by how far they are from the middle of a group: rough where groups are not round.',
  'model.name.mixture': 'Overlapping groups (Gaussian mixture)',
  'model.mixture.normal-clouds': 'Every group is taken to be a cloud that thins out evenly from its middle, stretched any way.',
  'model.mixture.shares': 'A customer may belong to several groups in part; the group shown is the one they belong to most.',
  'model.mixture.bic': 'Lopsided numbers make it find more groups than there are: two clouds may be the two sides of one.',

  'model.name.logistic': 'Chance of leaving (logistic regression)',
  'model.logistic.adds-up': 'Each feature pushes the risk up or down on its own, and the pushes add up.',
  'model.logistic.future-like-past': 'Customers to come are taken to behave like those it learned from.',
  'model.logistic.association':
    'It knows what goes together with leaving, not what causes it: changing that feature need not keep a customer.',
  'model.logistic.shared-weights':
    'Where two features say nearly the same, they share the weight between them: read them together, not one by one.',

  'reason.no-rows': 'there are no customers in it',
  'reason.one-row': 'there is only one customer',
  'reason.no-columns': 'there is nothing to compare customers by',
  'reason.wrong-length': 'its parts are of different length',
  'reason.not-finite': 'a number is missing or endless',
  'reason.one-class': 'everybody has the same outcome',
  'reason.fewer-rows-than-groups': 'there are fewer customers than groups',
  'reason.fewer-different-rows-than-groups': 'there are fewer different customers than groups',
  'reason.no-dense-place': 'nowhere do enough customers lie close together: raise the distance or ask for fewer neighbours',
  'reason.wrong-columns': 'it has other columns than those the model learned from',
  'reason.bad-setting': 'a setting is outside what is possible',
  'reason.unreadable-model': 'the saved model cannot be read',
  'reason.cpu-did-not-start': 'the calculating part did not start',
  'reason.wrong-known-answer': 'the calculating part got a known answer wrong',
} as const;
