/** Predict: what was foretold, how well beside a simple rule, how far to trust it. */
export const predict = {
  'predict.answer.better':
    'The model ranks a leaver above a stayer {times, number} times in 100 (AUC {auc}); a simple rule manages {other, number}: {rule}',
  'predict.answer.no-better':
    'Not clearly better than a simple rule: the model ranks a leaver above a stayer {times, number} times in 100 (AUC {auc}), the rule {other, number} times: {rule}',
  'predict.answer.worse':
    'Worse than a simple rule: the model ranks a leaver above a stayer {times, number} times in 100 (AUC {auc}), the rule {other, number} times: {rule}',
  'predict.answer.unknown':
    'The model ranks a leaver above a stayer {times, number} times in 100 (AUC {auc}); whether it beats a simple rule ({other, number} times) is not certain: {rule}',
  'predict.answer.alone': 'The model ranks a leaver above a stayer {times, number} times in 100 (AUC {auc})',
  'predict.no-better': 'The simple rule may do as well',
  'predict.no-better.same':
    'The gain over the simple rule may be nothing at all: its interval includes zero. Use the rule, and treat the chances of leaving as a hint.',
  'predict.no-better.worse': 'The model is worse than the simple rule. Use the rule, and leave the chances of leaving aside.',
  'predict.gain': 'Gain in AUC over the best rule: {gain} (95% sure: {from} to {to}).',
  'predict.model.logistic': 'Logistic regression',
  'predict.rule.base-rate': 'the same chance for everybody',
  'predict.rule.days-since-last-order': 'the longer silent, the likelier gone',
  'predict.rule.best-single-column': '“{column}” alone',
  'predict.outcome.label':
    '{left, number} of {n, number} customers left ({share}): the column {label} says “{positive}”. The model guesses it from the other columns.',
  'predict.outcome.dated':
    '{left, number} of {n, number} customers left ({share}): the column {label} holds a date for them. The model guesses it from the other columns.',
  'predict.outcome.orders':
    '{left, number} of {n, number} customers who had ordered by {day} placed no order in the {days, plural, one {day} other {# days}} after it ({share}): they count as having left. The model saw only what was known by {day}.',
  'predict.line.before': 'What the model sees: {from} to {to}',
  'predict.line.after': 'What it must foretell: {from} to {to}',
  'predict.leaks': 'Too good to be true? {columns}',
  'predict.held-out': 'Counted on customers that the model had not seen.',

  'predict.change': 'Change what is predicted and how it is tested',
  'predict.source': 'Who left is known from',
  'predict.source.auto': 'a column if there is one, else the orders',
  'predict.source.label': 'a column',
  'predict.source.orders': 'the orders: nobody comes back within some days',
  'predict.label': 'The column',
  'predict.label.auto': 'the one Kith found',
  'predict.label.hint': 'Columns with two values, one of them meaning “left”.',
  'predict.cutoff': 'Cut-off day',
  'predict.cutoff.hint': 'Used where who left is known from the orders.',
  'predict.cutoff.range': 'Between {from} and {to}, so that enough lies before it and after it.',
  'predict.horizon': 'Days without an order that mean “left”',
  'predict.horizon.hint': 'Counted from the cut-off day.',
  'predict.horizon.wrong': 'A whole number from 1 to 3650, please.',
  'predict.folds': 'Parts that the customers are split into',
  'predict.folds.hint': 'Each part is foretold by a model that learned from the others.',
  'predict.folds.wrong': 'A whole number from 2 to 20, please.',
  'predict.repeats': 'Rounds',
  'predict.repeats.hint': 'Each round splits anew by chance.',
  'predict.repeats.wrong': 'A whole number from 1 to 20, please.',
  'predict.threshold': 'Likely to leave from a chance of {value} on',
  'predict.threshold.calls':
    'At {edge} it finds {found, number} of {leavers, number} leavers and suspects {mistaken, plural, one {# stayer} other {# stayers}} by mistake.',
  'predict.exclude': 'Leave out of the model',
  'predict.apply': 'Learn anew',

  'predict.scores': 'How good is it?',
  'predict.scores.table': 'The model’s scores beside those of the rules',
  'predict.scores.lead': 'The model beside rules that need no model. A model earns its place only where it does better.',
  'predict.score': '{mean} ± {sd}',
  'predict.score.name': 'Score',
  'predict.score.spread':
    '± is the spread over {folds, plural, one {# trial} other {# trials}} on customers that were held back.',
  'predict.score.auc': 'AUC',
  'predict.score.auc.what':
    'How often a random leaver gets a higher chance of leaving than a random stayer. 0.5 is guessing, 1 is perfect.',
  'predict.score.averagePrecision': 'Average precision',
  'predict.score.averagePrecision.what':
    'Going down the list from the likeliest leaver: the share of true leavers so far, averaged over all leavers. Guessing gives the share of leavers.',
  'predict.score.brier': 'Brier score',
  'predict.score.brier.what': 'Mean squared distance between the forecast chance and what happened (0 or 1). Smaller is better.',
  'predict.score.logLoss': 'Log loss',
  'predict.score.logLoss.what': 'Like the Brier score, but harsh on being sure and wrong. Smaller is better.',
  'predict.score.ece': 'Calibration error (ECE)',
  'predict.score.ece.what': 'How far the forecast chances are from the rates that came, on average. Smaller is better.',
  'predict.score.liftAt10': 'Lift in the top tenth',
  'predict.score.liftAt10.what':
    'How many times more leavers are among the tenth with the highest chances than in a tenth picked by chance.',
  'predict.score.accuracy': 'Accuracy',
  'predict.score.accuracy.what':
    'Share of right calls at the threshold. Where few leave, calling nobody a leaver already scores high: do not judge by this one.',
  'predict.classes': 'Calls at a chance of {threshold} and more',
  'predict.precision': 'Precision',
  'predict.precision.what': 'Of those called so, the share that were so.',
  'predict.recall': 'Recall',
  'predict.recall.what': 'Of those that were so, the share that were called so.',
  'predict.f1.what': 'One figure from precision and recall (their harmonic mean).',

  'predict.pictures': 'Where it is right and where it errs',
  'predict.confusion.title':
    'At {threshold} it finds {found, number} of {leavers, number} leavers and suspects {mistaken, plural, one {# stayer} other {# stayers}} by mistake',
  'predict.roc.title': 'A leaver is ranked above a stayer {times, number} times in 100 (AUC {auc})',
  'predict.calibration.title': 'The forecast chances are off by {ece} points in 100 on average',
  'predict.spread.title': '{left} of the leavers and {stayed} of the stayers were given a chance of {threshold} or more',
  'predict.spread.y': 'Share of each group',
  'predict.weights': 'What moves the forecast',
  'predict.weights.both': '“{up}” speaks most for leaving, “{down}” most for staying',
  'predict.weights.one': '“{name}” weighs most',
  'predict.weights.name': 'What',
  'predict.weights.value': 'Weight (log odds)',
  'predict.weights.note':
    'To the right: leaving is likelier. For numbers the weight of one standard deviation, for words against the level left out. The table has them all. Weights describe; they do not prove causes.',
  'predict.weight.level': '{feature}: {level}',

  'predict.card': 'What the model is, and when not to trust it',
  'predict.card.learned':
    'It learned from {n, plural, one {# customer} other {# customers}}, {left, number} of whom left, by {features, plural, one {# feature} other {# features}}.',
  'predict.card.how': '{model}, fitted by maximum likelihood, computed with {engine} in this browser.',
  'predict.card.tested':
    'It was tested {repeats, plural, one {once} other {# times}} on {folds, number} parts held back in turn; all trials took {seconds} s.',
  'predict.card.few':
    'Only {left, plural, one {# customer} other {# customers}} left: the scores above could easily be others with other customers.',
  'predict.card.label': 'It tells who resembles those who left. It does not know when anybody will leave.',
  'predict.card.orders': 'Silence is taken for leaving. Who comes back after a longer pause was only late.',
  'predict.card.change': 'Do not trust it when things have changed since: new prices, another range, a new season.',
  'predict.card.cause': 'Changing what it looks at need not change what people do: it sees what goes together, not why.',
  'predict.excluded': '{n, plural, one {# column was} other {# columns were}} not used',
  'predict.excluded.column': 'Column',
  'predict.excluded.why': 'Why',
  'predict.refused': 'Nobody can be called likely to leave',
  'predict.refused.detail': 'Here is why, and what would change it.',
} as const;
