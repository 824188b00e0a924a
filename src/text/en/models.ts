/** What each model takes for granted and when not to trust it (ModelCard), and why an input was refused (BadInputReason). */
export const models = {
  'model.name.k-means': 'Groups of similar customers (k-means)',
  'model.k-means.round-groups': 'Groups are taken to be round clouds of about the same width around a typical customer.',
  'model.k-means.scale-matters':
    'Every feature counts by how far its numbers spread; unless you say otherwise they are first put on one scale.',
  'model.k-means.always-groups':
    'It divides any list into groups, even one without real groups: look at how clearly they stand apart before you act.',
  'model.k-means.outliers': 'A few very unusual customers can pull a group towards them or form one of their own.',

  'model.name.logistic': 'Chance of leaving (logistic regression)',
  'model.logistic.adds-up': 'Each feature pushes the risk up or down on its own, and the pushes add up.',
  'model.logistic.future-like-past': 'Customers to come are taken to behave like those it learned from.',
  'model.logistic.association':
    'It knows what goes together with leaving, not what causes it: changing that feature need not keep a customer.',
  'model.logistic.shared-weights':
    'Where two features say nearly the same, they share the weight between them: read them together, not one by one.',

  'model.name.pca': 'Main differences between customers (PCA)',
  'model.pca.straight-lines': 'What differs most is taken to lie along straight lines through the cloud of customers.',
  'model.pca.scale-matters':
    'Every feature counts by how far its numbers spread; unless you say otherwise they are first put on one scale.',
  'model.pca.left-out':
    'Two directions never hold everything: customers who lie on top of each other here may differ in what is left out.',

  'reason.no-rows': 'there are no customers in it',
  'reason.one-row': 'there is only one customer',
  'reason.no-columns': 'there is nothing to compare customers by',
  'reason.wrong-length': 'its parts are of different length',
  'reason.not-finite': 'a number is missing or endless',
  'reason.one-class': 'everybody has the same outcome',
  'reason.fewer-rows-than-groups': 'there are fewer customers than groups',
  'reason.fewer-different-rows-than-groups': 'there are fewer different customers than groups',
  'reason.wrong-columns': 'it has other columns than those the model learned from',
  'reason.bad-setting': 'a setting is outside what is possible',
  'reason.too-alike': 'too few customers differ from each other',
  'reason.unreadable-model': 'the saved model cannot be read',
  'reason.cpu-did-not-start': 'the calculating part did not start',
  'reason.wrong-known-answer': 'the calculating part got a known answer wrong',
} as const;
