/** Predict: models beside one another, whom to contact for money, and what that would have come to in the past. */
export const judge = {
  'judge.models': 'Would another model do better?',
  'judge.models.lead':
    'Other ways to learn, on the same customers held back, beside rules that need no model. It takes a while; you can go on working and stop it.',
  'judge.models.which': 'Models to try',
  'judge.models.start': 'Compare models',
  'judge.models.again': 'Compare again',
  'judge.working': 'Comparing models',
  'judge.answer.chance':
    'No better than chance: even the best model ({model}, AUC {auc}) may only be guessing. Do not use these chances.',
  'judge.answer.rule':
    'No better than the simple rule: the best model ({model}, AUC {auc}) is not surely ahead of {rule} (AUC {other}). Use the rule.',
  'judge.answer.better': '{model} is best (AUC {auc}), and surely ahead of the simple rule: {rule} (AUC {other})',
  'judge.gain':
    'It gains {gain} in AUC over the rule ({from} to {to}; the range is widened because the best of {n, plural, one {# model} other {# models}} was picked).',
  'judge.as-good': 'Not surely behind it: {models}. The simplest of them does as well, as far as this data can tell.',
  'judge.split.time':
    'Learned from what was known by {train} and tested on other customers, on what they did after {test}: no model saw them, or that time, before. {n, plural, one {# customer} other {# customers}}, {left, number} of whom left.',
  'judge.split.stratified':
    'Each customer was foretold by a model that had not seen them. {n, plural, one {# customer} other {# customers}}, {left, number} of whom left.',
  'judge.split.folds': '{folds, number} parts, {repeats, plural, one {once} other {# times}} over; ranges are 95% sure.',
  'judge.rhythm':
    'Nine in ten repeat orders come within {days, number} days of the one before; here {horizon, number} days of silence count as having left.',
  'judge.rhythm.use': 'Count from {days, number} days on',
  'judge.sampled': 'A sample of the {n, number} customers there are.',
  'judge.unfitted': '{model} could not be fitted: {why}',
  'judge.table': 'Models and rules',
  'judge.column.model': 'Model or rule',
  'judge.column.beyond': 'AUC beyond the rule',
  'judge.column.seconds': 'Seconds',
  'judge.score.gainAt20': 'Leavers in the top fifth',
  'judge.score.ks': 'KS',
  'judge.score.f1': 'F1',
  'judge.score.range': '{mean} ({from} to {to})',
  'judge.score.what':
    'AUC: how often a leaver is ranked above a stayer. Average precision, lift, leavers in the top fifth, KS, F1, accuracy: larger is better. Brier, log loss, calibration error: smaller is better. KS is the largest gap between the shares of leavers and stayers found.',
  'judge.show': 'Show the pictures of',
  'judge.roc': '{model}: a leaver is ranked above a stayer {times, number} times in 100',
  'judge.pr': '{model}: of the likeliest tenth, {share} left',
  'judge.pr.recall': 'Share of leavers found',
  'judge.pr.precision': 'Of those called, share that left',
  'judge.pr.base': 'Picking by chance: {share}',
  'judge.calibration': '{model}: the forecast chances are off by {ece} points in 100 on average',
  'judge.gains': '{model}: the likeliest fifth holds {share} of all leavers',
  'judge.gains.x': 'Share of customers looked at',
  'judge.gains.y': 'Share of leavers found',
  'judge.gains.even': 'Picking by chance',
  'judge.bent':
    'Chances were taken as they are in {none, number} of {folds, number} trials, bent by Platt’s curve in {platt, number}, by a stepped curve in {isotonic, number}.',
  'judge.classes': '{model}: calls at a chance of {threshold} and more',
  'judge.importance': 'What {model} goes by',
  'judge.importance.lead':
    'How much worse it ranks held-back customers when one thing is dealt out among them by chance. Of two things that say the same, either may look like nothing.',
  'judge.importance.feature': 'What',
  'judge.importance.drop': 'AUC lost',
  'judge.groups': 'Does it serve all groups alike?',
  'judge.groups.lead':
    'The groups where forecast and outcome are furthest apart. A group with a wide range is too small to judge.',
  'judge.groups.group': 'Group',
  'judge.groups.left': 'Left',
  'judge.groups.predicted': 'Forecast',
  'judge.groups.auc': 'AUC',
  'judge.groups.below': '{feature} below {value}',
  'judge.groups.from': '{feature} from {value}',
  'judge.groups.is': '{feature}: {level}',
  'judge.rule.rfm': 'recency, frequency and money in fifths',
  'judge.model.svm': 'Support vector machine',
  'judge.model.tree': 'Decision tree',
  'judge.model.forest': 'Random forest',
  'judge.model.boosting': 'Gradient boosting',
  'judge.model.neural': 'Neural network',
  'judge.model.knn': 'Nearest neighbours',
  'judge.model.logistic': 'Logistic regression',

  'error.money/no-worth':
    'Nothing here says what a customer spends, so no offer can be weighed against it. Type in what a customer spends in a year.',

  'predict.leaks.out': 'Left out, because it seems to know the answer: {columns}',
  'predict.leaks.why':
    'Such columns are often filled in only after somebody has left: an end date, a reason, a refund. A model that goes by them scores well here and fails on customers who are still with you.',
  'predict.leaks.use': 'It was known before: use it',
  'predict.leaks.leave': 'Leave it out',
  'note.leak-left-level':
    '{column} is “{level}” for {n, plural, one {# customer} other {# customers}}, and practically all of them left.',
  'note.leak-left-filled':
    '{column} is filled in for {n, plural, one {# customer} other {# customers}}, and practically all of them left.',
  'note.leak-left-blank':
    '{column} is empty for {n, plural, one {# customer} other {# customers}}, and practically all of them left.',
  'note.leak-left-other':
    '{column} is other than usual for {n, plural, one {# customer} other {# customers}}, and practically all of them left.',
  'note.leak-stayed-level':
    '{column} is “{level}” for {n, plural, one {# customer} other {# customers}}, and practically none of them left.',
  'note.leak-stayed-filled':
    '{column} is filled in for {n, plural, one {# customer} other {# customers}}, and practically none of them left.',
  'note.leak-stayed-blank':
    '{column} is empty for {n, plural, one {# customer} other {# customers}}, and practically none of them left.',
  'note.leak-stayed-other':
    '{column} is other than usual for {n, plural, one {# customer} other {# customers}}, and practically none of them left.',
  'note.leak-order':
    '{column} numbers the customers, and the numbers go by who left (AUC {auc, number}): it says how the list was sorted or made, nothing of the customers.',
  'note.leak-name': 'The name {column} speaks of leaving, and it tells well who left (AUC {auc, number}).',

  'money.title': 'Whom to contact, so that it pays',
  'money.lead':
    'The data knows who may leave. What an offer costs and how often it works, only you know: the answer is as good as these figures.',
  'money.model': 'Chances by',
  'money.margin': 'Margin (%)',
  'money.margin.hint': 'What is left to you of what a customer spends.',
  'money.cost': 'Cost of one offer',
  'money.cost.hint': 'Discount, postage, your time.',
  'money.save': 'Offers that keep a leaver (%)',
  'money.save.hint': 'Of those about to leave, how many stay because of it.',
  'money.tries': 'Seen in how many offers?',
  'money.tries.hint': 'The fewer, the wider the range below. A guess is worth about 5.',
  'money.capacity': 'Customers you can contact in a week',
  'money.worth': 'A customer spends in a year',
  'money.worth.hint': 'Empty: from the data.',
  'money.wrong': 'A number, please: shares from 0 to 100, the others not below 0.',
  'money.start': 'Work it out',
  'money.working': 'Weighing gain against cost',
  'money.answer.none': 'Contact no one: no customer is expected to bring back what an offer costs',
  'money.answer.none-why':
    'An offer would have to keep at least {rate} of leavers before the first of them pays; you expect {save}.',
  'money.answer.none-worth': 'No customer spent anything in the last year.',
  'money.answer.some':
    'Contact {n, plural, one {this # customer} other {these # customers}}: expected gain {gain} ({from} to {to})',
  'money.answer.more':
    '{all, plural, one {# customer is} other {# customers are}} worth an offer in all; you can contact {capacity, number} a week.',
  'money.loss': 'In {chance} of cases it brings less than it costs. Your rate of {save} may be anything from {from} to {to}.',
  'money.break-even': 'The first of them pays from a rate of {rate} on.',
  'money.worth.orders': 'What a customer is worth: their spending of the last 365 days, times your margin.',
  'money.worth.monthly': 'What a customer is worth: twelve times “{column}”, times your margin.',
  'money.worth.hand': 'What a customer is worth: what you typed, times your margin.',
  'money.contacts': 'The list, best first',
  'money.contacts.customer': 'Customer',
  'money.contacts.risk': 'Chance of leaving',
  'money.contacts.worth': 'A year’s spending',
  'money.contacts.gain': 'Expected gain',
  'money.contacts.save': 'Download the list (CSV)',
  'money.contacts.file': 'kith-contacts',
  'money.curve': 'The gain is largest at {n, plural, one {# contact} other {# contacts}}',
  'money.curve.none': 'Every contact costs more than it brings',
  'money.curve.x': 'Customers contacted, best first',
  'money.curve.y': 'Expected gain',
  'money.curve.low': 'Lower end (95%)',
  'money.curve.high': 'Upper end (95%)',
  'money.held': 'Had you done so with the {n, plural, one {# customer} other {# customers}} held back, whose outcome is known',
  'money.held.lead': 'At your rates, without the weekly limit. “{rule}” contacts as many as the model does.',
  'money.held.way': 'Way of choosing',
  'money.held.contacted': 'Contacted',
  'money.held.left': 'Of them left',
  'money.held.gain': 'Gain',
  'money.way.model': 'The model and your figures',
  'money.way.everyone': 'Contact everyone',
  'money.way.no-one': 'Contact no one',
  'money.cells': 'The same as money: right and wrong calls',
  'money.cells.call': 'Call and outcome',
  'money.cells.truePositive': 'Contacted, would have left',
  'money.cells.falsePositive': 'Contacted, would have stayed',
  'money.cells.falseNegative': 'Not contacted, left: missed',
  'money.cells.trueNegative': 'Not contacted, stayed',

  'target.title': 'What else can be foretold?',
  'target.lead': 'Other questions, tested in the same way: beside rules that need no model, on customers held back.',
  'target.which': 'The question',
  'target.start': 'Try it',
  'target.working': 'Learning and testing',
  'target.second-order': 'Loyalty: who will order a second time?',
  'target.best-fifth': 'Spending: who will be among the fifth that spends most?',
  'target.satisfied': 'Satisfaction: who will be satisfied?',
  'target.second-order.what': 'Of {n, number} customers with one order, {yes, number} ordered again within {days, number} days.',
  'target.best-fifth.what':
    'Of {n, number} customers, {yes, number} spent more than the others in the {days, number} days after the cut-off.',
  'target.satisfied.what':
    'Of {n, number} customers who answered, {yes, number} gave one of the two best marks. What is known of them may be of after their answer.',
  'target.answer.chance': 'Cannot be foretold from this data: even the best is no better than chance (AUC {auc})',
  'target.answer.rule': 'The model (AUC {auc}) is no better than a simple rule: {rule} (AUC {other})',
  'target.answer.better': 'Can be foretold better than by a simple rule: AUC {auc}, the rule {other}: {rule}',
  'target.most': 'It goes most by “{feature}”.',
  'error.target/not-here':
    'Nothing in these files answers this question. It needs orders with days and amounts, or answers with marks.',
  'error.target/too-few':
    'Only {n, plural, one {# customer} other {# customers}} on one side of this question; at least {needed, number} are needed to learn from.',

  'backtest.title': 'Had you done this before',
  'backtest.lead':
    'The same choice at past days, each time with only what was known then: whom the model would have named, whom the simple rule, and what became of them. Uses your figures from above.',
  'backtest.start': 'Look back',
  'backtest.working': 'Going through past months',
  'backtest.answer.model': 'The model would have chosen better than the simple rules',
  'backtest.answer.rule': 'A simple rule would have chosen better than the model',
  'backtest.answer.neither': 'The model would not surely have chosen better: a simple rule does as well',
  'backtest.told':
    'Had you contacted {k, number} customers on each of {times, number} days: {left, number} of {contacted, number} would have left, about {saved} of them saved at your rate ({from} to {to}), {spent} spent, {gain} gained ({low} to {high}).',
  'backtest.by-loss':
    'The model names those whom it would cost most to lose, not those likeliest to go: where offers pay, that counts.',
  'backtest.rule':
    'By the rule “the longer silent, the likelier gone”: {left, number} of {contacted, number} would have left, {gain} gained ({low} to {high}).',
  'backtest.spenders':
    'By the rule “biggest spenders first”: {left, number} of {contacted, number} would have left, {gain} gained ({low} to {high}).',
  'backtest.beyond-spenders': 'In money, model less biggest spenders: {mean} ({from} to {to}).',
  'backtest.difference': 'Ranking (AUC), model less rule, on average: {mean} ({from} to {to}).',
  'backtest.money-difference': 'In money, model less longest silent: {mean} ({from} to {to}).',
  'backtest.few': 'Only {n, number} past days fit into this history; {wanted, number} would say more.',
  'backtest.overlap':
    'The days are {step, number} days apart and each looks {horizon, number} days ahead, so they share customers; the ranges allow for that.',
  'backtest.table': 'Day by day',
  'backtest.day': 'Day',
  'backtest.customers': 'Customers',
  'backtest.left': 'Left in the {days, number} days after',
  'backtest.model-left': 'Model: left of those named',
  'backtest.rule-left': 'Rule: left of those named',
  'backtest.model-auc': 'Model: AUC',
  'backtest.rule-auc': 'Rule: AUC',
  'backtest.auc-difference': 'Model less rule',
  'backtest.model-lift': 'Model: lift in the top tenth',
  'backtest.rule-lift': 'Rule: lift in the top tenth',
  'backtest.model-gain': 'Model: gain',
  'backtest.rule-gain': 'Rule: gain',
  'backtest.of': '{left, number} of {n, number}',
} as const;
