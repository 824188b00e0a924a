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

  'model.name.tree': 'Chance of leaving (one decision tree)',
  'model.tree.steps': 'Customers are divided by one question after another; all who answer alike get the same chance.',
  'model.tree.unsteady': 'A few other customers can make another tree: read its first questions, not its last ones.',
  'model.trees.association': 'It asks what goes together with leaving, which need not be what causes it.',
  'model.name.forest': 'Chance of leaving (random forest)',
  'model.forest.many-trees': 'Many trees are grown, each on a chance draw of the customers, and their answers averaged.',
  'model.forest.not-readable': 'Hundreds of questions are too many to read: look at the reasons given for each customer instead.',
  'model.name.boosting': 'Chance of leaving (gradient boosting)',
  'model.boosting.small-steps': 'Small trees are added one by one, each mending a little of what those before it got wrong.',

  'model.name.svm': 'Chance of leaving (support vector machine)',
  'model.svm.straight-line':
    'One straight border divides those who leave from those who stay; what counts is how far from it a customer stands.',
  'model.svm.curved-line':
    'One curved border divides those who leave from those who stay; what counts is how far from it a customer stands.',
  'model.svm.chance-from-margin':
    'It learns the border first and the chances after: how likely somebody is to leave is read off the distance.',
  'model.name.neural': 'Chance of leaving (neural network)',
  'model.neural.bends':
    'Features may act together in ways nobody wrote down; it learns until customers kept aside stop getting better answers.',
  'model.neural.no-reasons': 'It gives no exact reasons for a customer.',
  'model.neural.needs-many': 'It needs many customers: with a few hundred, a simpler model is as good and steadier.',
  'model.name.knn': 'Chance of leaving (customers most alike)',
  'model.knn.alike': 'A customer is taken to behave like those whose figures are nearest.',
  'model.knn.keeps-figures': 'Saved, it holds the figures of the customers it compares with, without names.',
  'model.knn.every-column-counts': 'Every feature counts the same, also those that have nothing to do with leaving.',

  'model.name.linear': 'Amount to expect (linear regression)',
  'model.name.ridge': 'Amount to expect (ridge regression)',
  'model.name.lasso': 'Amount to expect (lasso)',
  'model.name.elastic-net': 'Amount to expect (elastic net)',
  'model.name.boosted-amounts': 'Amount to expect (gradient boosting)',
  'model.least-squares.adds-up': 'Each feature adds or takes away so much on its own.',
  'model.least-squares.future-like-past': 'Customers to come are taken to spend like those it learned from.',
  'model.least-squares.association': 'It knows what goes together with larger amounts, not what causes them.',
  'model.least-squares.large-amounts': 'A few very large amounts pull it towards them.',
  'model.least-squares.leaves-out': 'Of features that say nearly the same it may keep one and leave out the others.',

  'model.name.hazard': 'When it will happen (period by period)',
  'model.hazard.own-level': 'Every period has a level of its own, and thin ones lean on their neighbours.',
  'model.hazard.same-pull': 'A feature hastens or delays by as much in every period.',
  'model.hazard.not-beyond': 'It says nothing of periods longer than anybody was watched.',

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
  'reason.no-dense-place': 'nowhere do enough customers lie close together: raise the distance or ask for fewer neighbours',
  'reason.wrong-columns': 'it has other columns than those the model learned from',
  'reason.bad-setting': 'a setting is outside what is possible',
  'reason.too-alike': 'too few customers differ from each other',
  'reason.unreadable-model': 'the saved model cannot be read',
  'reason.cpu-did-not-start': 'the calculating part did not start',
  'reason.wrong-known-answer': 'the calculating part got a known answer wrong',
} as const;
