/** How long subscriptions last (Value), and what its model takes for granted. */
export const retention = {
  'retention.title': 'How long subscriptions last',
  'retention.lead.tenure':
    'Who left by “{label}”, how long by “{column}” ({unit}). {n, plural, one {One subscription} other {# subscriptions}}, {left, number} of them ended.',
  'retention.lead.dates':
    'From “{column}” to “{end}”, or still running on {day}. {n, plural, one {One subscription} other {# subscriptions}}, {left, number} of them ended.',
  'retention.unit.day': 'days',
  'retention.unit.week': 'weeks',
  'retention.unit.month': 'months',
  'retention.unit.year': 'years',
  'retention.working': 'Following each subscription …',
  'retention.stopped': 'Stopped.',
  'retention.again': 'Work it out',
  'retention.finding':
    'Of 100 subscriptions {year, number} are still there after {months, plural, one {a month} other {# months}}',
  'retention.finding.ahead':
    'Of 100 subscriptions {year, number} are still there after {months, number} months; {later, number} are expected to be after {ahead, number}',
  'retention.note':
    'Whoever is still there counts for as long as they were seen. The band holds the true share of each month with 95% certainty. The line goes on where nobody has been seen yet.',
  'retention.half': 'Half have left after {months, number} months.',
  'retention.half.not': 'More than half are still there at the end of what was seen.',
  'retention.x': 'Months since the start',
  'retention.y': 'Share still there',
  'retention.month': 'Month',
  'retention.atRisk': 'There at its start',
  'retention.ended': 'Left in it',
  'retention.seen': 'Seen',
  'retention.low': 'From',
  'retention.high': 'To',
  'retention.model': 'Expected',
  'retention.ages': 'Who has stayed, stays: what is still to come',
  'retention.ages.of': 'Months so far',
  'retention.ages.from': '{from, plural, =0 {not one yet} one {one or more} other {# or more}}',
  'retention.ages.n': 'Still there',
  'retention.ages.renews': 'Chance of the next month',
  'retention.ages.residual': 'Months still to come',
  'retention.ages.note':
    'Months still to come are discounted at {rate} a year: times what a subscription brings a month, they are what it is worth today.',
  'retention.card':
    'Shifted-beta-geometric model (Fader and Hardie, 2007): alpha {alpha} (± {alphaError}), beta {beta} (± {betaError}), log-likelihood {likelihood}. With one chance for everybody, {churn} a month, it would be {constant}.',
  'retention.card.better': 'That subscriptions differ in how easily they are ended explains what was seen clearly better.',
  'retention.card.alike': 'One chance for everybody explains it about as well.',
  'retention.refused': 'How long subscriptions last cannot be said',
  'retention.model.refused': 'No model fits these lives; the curve stands.',
  'note.retention-skipped':
    '{n, plural, one {One row says} other {# rows say}} neither how long nor whether somebody left, and is not counted.',
  'note.retention-off':
    'The expected line is up to {share, number, percent} (of all that began) away from what was seen: subscriptions may be of several kinds, or end at fixed dates.',
  'note.retention-held': 'The data alone did not decide the model: its parameters were held near usual values.',

  'model.name.sbg': 'How long subscriptions last (shifted-beta-geometric)',
  'model.sbg.own-chance': 'Each subscription ends in each month with a chance of its own, which stays the same.',
  'model.sbg.chances-differ': 'These chances differ from one to another; those that leave easily leave first.',
  'model.sbg.no-calendar': 'It knows no seasons, price rises or yearly contracts.',
  'model.sbg.far-ahead': 'What lies far past what was seen rests on the model alone.',

  'error.retention/no-label': 'No column says who left. Name one on Predict, or import a file that has one.',
  'error.retention/no-time':
    '“{label}” in {file} says who left, but no column says how long they were there. A column of months (tenure), or dates of start and end, would.',
  'error.retention/too-few':
    '{n, plural, one {One subscription is} other {# subscriptions are}} too few, or too few of them ({left, number}) ended: at least {needed, number}, with {neededLeft, number} that ended, are needed.',
} as const;
