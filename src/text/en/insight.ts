/** Sentences for what was worked out: features, notes, claims, segment names, advice, reasons. */
export const insight = {
  'feature.daysSinceLastOrder': 'Days since the last order',
  'feature.ageDays': 'Days since the first order',
  'feature.orderCount': 'Orders',
  'feature.totalSpend': 'Spent in all',
  'feature.averageOrderValue': 'Value of an order',
  'feature.biggestOrder': 'Biggest order',
  'feature.units': 'Pieces bought',
  'feature.distinctProducts': 'Different products',
  'feature.meanGapDays': 'Days between orders',
  'feature.refundShare': 'Share given back',
  'feature.unitsPerOrder': 'Pieces an order',
  'feature.unitPrice': 'Price of a piece',
  'feature.productsPerOrder': 'Products an order',
  'feature.meanRating': 'Mean rating',
  'feature.interactionCount': 'Contacts',

  'error.analysis/too-few-customers-orders':
    'Who stopped buying shows only in customers whose first order is more than {days, plural, one {# day} other {# days}} old. There {n, plural, =0 {are none} one {is one} other {are #}}; at least {needed, number} are needed. Totals and the list of customers are still right.',
  'error.analysis/one-class-orders':
    '{left, select, 0 {All {n, number} customers ordered again} other {None of the {n, number} customers ordered again}} within {days, plural, one {# day} other {# days}}, so there is nothing to learn from. Move the cut-off, or add older orders.',
  'error.analysis/too-few-of-a-class-orders':
    'Too few customers stopped ordering, or too few went on, for {days, plural, one {# day} other {# days}}: {n, number}, and {needed, number} are needed to learn anything from them. Add older orders.',

  'note.placeholder-ids':
    '{n, plural, one {One id stands} other {# ids stand}} beside more than {emails, number} different e-mails ({ids}), as guests do in some shops. Such ids were not taken for a person.',
  'note.several-ids':
    '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {lists} other {list}} several ids in “{column}”: counted for the first of them.',
  'note.newer-guessed':
    'Neither {one} nor {other} has a date in it or in its name, and they differ in {n, plural, one {one row} other {# rows}}: {newer} was taken for the newer one. To say otherwise, put the day of the export into the file names and drop both in again.',
  'note.no-key-rows': '{n, plural, one {One row} other {# rows}} of {file} {n, plural, one {names} other {name}} no customer.',
  'note.no-money': '{file} has no amounts or prices, so its orders count but bring no money.',
  'note.row-is-order': '{file} has no order number, so each of its rows counts as an order.',
  'note.amount-per-order': '{file} repeats the total of an order on each of its rows. It was counted once per order.',
  'note.orders-in-two-files':
    '{n, plural, one {One order stands} other {# orders stand}} in files of different kinds. Each was counted once, and left out of {files}.',
  'note.status-unknown':
    '{n, plural, one {One order status is} other {# order statuses are}} new to us ({words}). Such orders count as paid.',
  'note.several-currencies':
    'There are several currencies, and they are never added up. What customers spent is counted in {main} only; {n, plural, one {one row is} other {# rows are}} in another.',
  'note.after-as-of': '{n, plural, one {One order row is} other {# order rows are}} dated after {day} and left out.',
  'note.undated-orders':
    '{n, plural, one {One order row has} other {# order rows have}} no date. It counts as revenue, but in nothing that looks at time.',
  'note.pending-as-orders': 'No order is marked as paid yet, so orders that wait for payment count as orders.',
  'note.anonymous-orders':
    '{n, plural, one {One order names} other {# orders name}} no customer: in the revenue, in no customer.',
  'note.blank-as-zero':
    '{n, plural, one {One blank} other {# blanks}} in {column} {n, plural, one {counts} other {count}} as 0: nothing charged yet.',
  'note.filled-by-median':
    '{n, plural, one {One missing value} other {# missing values}} of {column} {n, plural, one {was} other {were}} filled with the middle value of the other customers.',
  'note.column-empty': '{column} is empty.',
  'note.column-counts-rows': '{column} only counts the rows of the file.',
  'note.file-left-out': '{file} tells of your own money (payouts, fees, transfers), not of who bought what. It was left out.',
  'note.baskets-left-out': '{file} holds baskets that name no customer. They are kept, and in no figure about customers.',
  'note.deals-open':
    '{n, plural, one {One deal} other {# deals}} of {file} {n, plural, one {is} other {are}} still open: not counted as orders.',
  'note.deals-lost':
    '{n, plural, one {One deal} other {# deals}} of {file} {n, plural, one {was} other {were}} lost: not counted as orders.',
  'note.refunds-by-owner':
    '{n, plural, one {One row} other {# rows}} of {file} came from your own address; {found, plural, =0 {none} one {one} other {#}} could be given to the customer of that name.',
  'note.own-money':
    '{n, plural, one {One row} other {# rows}} of {file} moved your own money or paid somebody: not counted as sales.',
  'note.column-constant': '{column} is the same for everybody.',
  'note.column-many-levels': '{column} has {n, number} different words, too many to compare customers by.',
  'note.column-undated':
    '{column} has no date, so it may already know who stopped buying. It was not used to predict from orders.',
  'note.column-excluded': '{column} was left out by hand.',
  'note.leak-alone': '{column} alone tells almost perfectly who left (AUC {auc, number}). It probably knows the answer.',
  'note.leak-together':
    'The score is better than real life allows (AUC {auc, number}). Something among the columns probably knows the answer; {column} tells the most.',
  'note.label-and-orders':
    'Orders made up to today were used to explain who left. Customers who left have stopped ordering, so these scores may look better than they are.',
  'note.cutoff-moved':
    'The cut-off was moved by {days, plural, one {one day} other {# days}}, to leave enough time before and after it.',
  'note.repeats-reduced':
    'With {n, number} customers one round of {folds, number} trials is precise enough, so the others were saved.',
  'note.k-small-groups':
    'Some other number of groups would look a little clearer ({best, number}), but would leave a group of fewer than {least, number} customers.',
  'note.tree-sampled':
    'Groups were joined step by step for {grown, number} of {n, number} customers, drawn by chance; everybody else went to the nearest group.',
  'note.density-sampled':
    'Crowded places were looked for among {sample, number} of {n, number} customers, drawn by chance; everybody else was placed by the groups found.',
  'note.bic-one-group': 'By BIC one cloud describes your customers better than {k, plural, one {# group} other {# groups}}.',
  'note.label-blank': '{n, plural, one {One row does} other {# rows do}} not say in {label} whether the customer left.',
  'note.csat-scale': 'Satisfied means {from, number} or {top, number} of {top, number} in {column}.',
  'note.rating-scale-unknown': 'The scale of {column} is not known, so no share of satisfied customers is given.',
  'note.few-customers':
    'With {n, plural, one {one customer} other {# customers}} there is too little to find groups or predict from.',
  'note.tables-unused': '{file} was read and kept, but nothing in it names a customer.',
  'note.no-better-than-baseline':
    'The score is not reliably better than the simplest rule. Take the list as a hint, not as a fact.',
  'note.weak-score': 'The score tells leavers from stayers only a little better than chance (AUC {auc, number}).',
  'note.leak-suspected': '{column} may already know who left, which makes the score look better than it is.',
  'note.worth-monthly': 'What they are worth a year is twelve times {column}.',
  'note.worth-last-year': 'What they are worth is what they spent in the 365 days before {day}.',
  'note.weak-groups': 'The groups overlap; treat their borders as soft.',
  'note.analysis-not-kept': 'There was no room to keep the result, so it will be worked out again after a reload.',
  'note.not-measured': '{part} was not measured here.',
  'result-part.stages': 'Customer stages',
  'result-part.rfm': 'RFM',
  'result-part.value': 'Customer value',
  'result-part.quality': 'Quality of the files',
  'result-part.numbers': 'Numbers by period',
  'result-part.memory': 'Memory',
  'result-part.longestTaskMs': 'The longest task',
  'note.not-computed': '{part} is not computed by this version.',

  'claim.no-customers':
    'Nothing in your files says who a customer is. Add a file with a customer number or an e-mail address, or mark such a column.',
  'claim.customers-only':
    'You have {customers, plural, one {one customer} other {# customers}}. Who is slipping away cannot be said yet.',
  'claim.nobody-slipping':
    '{customers, plural, one {One customer} other {# customers}}; none of those still with you has a risk of {threshold, number, percent} or more. There is no one to win back today.',
  'claim.slipping':
    '{customers, plural, one {One customer} other {# customers}}; {slipping, plural, one {one is} other {# are}} slipping away. {contacts, plural, one {Begin with this one.} other {Begin with these #.}}',
  'claim.slipping-worth':
    '{customers, plural, one {One customer} other {# customers}}; {slipping, plural, one {one is} other {# are}} slipping away, worth {worth, number} a year. {contacts, plural, one {Begin with this one.} other {Begin with these #.}}',
  'claim.slipping-worth-currency':
    '{customers, plural, one {One customer} other {# customers}}; {slipping, plural, one {one is} other {# are}} slipping away, worth {worth} a year. {contacts, plural, one {Begin with this one.} other {Begin with these #.}}',
  'claim.month-up':
    '{month} brought {change, number, percent} more than the {months, plural, one {month} other {mean of the # months}} before it.',
  'claim.month-down':
    '{month} brought {change, number, percent} less than the {months, plural, one {month} other {mean of the # months}} before it.',
  'claim.month-level':
    '{month} was like the {months, plural, one {month} other {mean of the # months}} before it (within {change, number, percent}).',
  'claim.top-tenth':
    'Your best {n, plural, one {customer brings} other {# customers bring}} {share, number, percent} of your revenue.',
  'claim.groups': 'Your customers form {k, number} groups; the largest holds {share, number, percent} of them.',
  'claim.no-groups': 'Your customers do not fall into real groups: treat them as one, or one by one.',

  'segment-name.best': 'Regulars who spend a lot',
  'segment-name.regulars': 'Regulars',
  'segment-name.new': 'New arrivals',
  'segment-name.recent-once': 'Bought once, not long ago',
  'segment-name.lapsed-once': 'Lapsed one-time buyers',
  'segment-name.lapsed-regulars': 'Regulars gone quiet',
  'segment-name.lapsed-big': 'Big spenders gone quiet',
  'segment-name.big-baskets': 'Big baskets',
  'segment-name.small-baskets': 'Small baskets',
  'segment-name.quiet': 'Gone quiet',
  'segment-name.lately': 'Bought lately',
  'segment-name.occasional': 'Come now and then',
  'segment-name.once': 'Bought once',
  'segment-name.orders-and-days':
    'About {orders, plural, one {one order} other {# orders}}, the last {days, plural, one {one day} other {# days}} ago',
  'segment-name.high': 'High {a}',
  'segment-name.low': 'Low {a}',
  'segment-name.high-high': 'High {a}, high {b}',
  'segment-name.high-low': 'High {a}, low {b}',
  'segment-name.low-high': 'Low {a}, high {b}',
  'segment-name.low-low': 'Low {a}, low {b}',
  'segment-name.around': '{a} around {x, number}',
  'segment-name.around-two': '{a} around {x, number}, {b} around {y, number}',
  'segment-name.middle': 'In the middle of everything',
  'segment-name.apart': 'Like nobody else',
  'segment-name.group': 'Group {n, number}',

  'advice.no-groups': 'The groups run into one another. Do not build separate offers on them.',
  'advice.best': 'They carry the shop. Thank them in person, show them new things first, and ask what they would miss.',
  'advice.regulars': 'They come by themselves. Keep it easy, and offer something that goes with what they already buy.',
  'advice.new': 'The second order decides. Write within their first weeks, with a reason to come back.',
  'advice.recent-once': 'One order, still fresh. Ask how it was, and suggest what others bought next.',
  'advice.lapsed-once': 'Most will not return. One friendly letter at most; do not spend on them.',
  'advice.lapsed-regulars': 'They knew you and stopped. Ask why, one by one, before you offer anything.',
  'advice.lapsed-big': 'Much money went quiet here. Call or write in person this week.',
  'advice.big-baskets': 'Large orders. Write when something large is new, and make delivery easy.',
  'advice.small-baskets': 'Bundles and a free-delivery limit lift small baskets; discounts only make them smaller.',
  'advice.quiet': 'Silent for longer than others. One reminder with something new; stop if there is no answer.',
  'advice.lately': 'They have just bought. Leave them in peace, then ask how it was.',
  'advice.occasional': 'They come when they need something. Remind them at their own rhythm, not more often.',
  'advice.apart':
    'They fit no group. Look at them one by one: mistakes in the data and your most unusual customers are both here.',
  'advice.once': 'The second order decides. Suggest what others bought after their first.',
  'advice.at-risk':
    'They leave more often than others ({risk, number, percent} against {overall, number, percent}). Look at the first few in person and ask what is missing.',
  'advice.safe':
    'They leave less often than others ({risk, number, percent} against {overall, number, percent}). Find out what keeps them, and do not disturb it.',
  'advice.worth-most':
    'They are {share, number, percent} of your customers and bring {revenue, number, percent} of the revenue. Look after them first.',
  'advice.own-high-valued':
    'The group is a good one, but this customer may be going, or gone already. Write in person, and ask what was missing before you offer anything.',
  'advice.own-high':
    'This customer may be going, or gone already. One friendly message with a reason to come back; stop if there is no answer.',
  'advice.own-low':
    'The group has gone quiet, but this customer is likely to stay. Nobody has to be won back here: thank them, and show what is new.',
  'advice.ask': 'They are {share, number, percent} of your customers. Open two or three of them, and ask what they came for.',

  'reason.daysSinceLastOrder-high': 'No order for {value, plural, one {one day} other {# days}}',
  'reason.daysSinceLastOrder-low': 'Last order {value, plural, one {one day} other {# days}} ago',
  'reason.daysSinceLastOrder-none': 'No order yet',
  'reason.ageDays-high': 'A customer for {value, plural, one {one day} other {# days}} already',
  'reason.ageDays-low': 'A customer for only {value, plural, one {one day} other {# days}}',
  'reason.ageDays-none': 'No order yet',
  'reason.orderCount-high': '{value, plural, one {One order} other {# orders}}, more than usual',
  'reason.orderCount-low': 'Only {value, plural, one {one order} other {# orders}}',
  'reason.orderCount-none': 'No order yet',
  'reason.totalSpend-high': 'Spent {value, number} in all, more than usual',
  'reason.totalSpend-low': 'Spent only {value, number} in all',
  'reason.totalSpend-none': 'Has spent nothing yet',
  'reason.averageOrderValue-high': 'Large orders, {value, number} each',
  'reason.averageOrderValue-low': 'Small orders, {value, number} each',
  'reason.averageOrderValue-none': 'No order yet',
  'reason.biggestOrder-high': 'Biggest order {value, number}, more than usual',
  'reason.biggestOrder-low': 'Biggest order only {value, number}',
  'reason.biggestOrder-none': 'No order yet',
  'reason.units-high': 'Bought {value, plural, one {one piece} other {# pieces}}, more than usual',
  'reason.units-low': 'Bought only {value, plural, one {one piece} other {# pieces}}',
  'reason.units-none': 'Has bought nothing yet',
  'reason.distinctProducts-high': 'Bought {value, plural, one {one product} other {# different products}}, more than usual',
  'reason.distinctProducts-low': 'Bought only {value, plural, one {one product} other {# different products}}',
  'reason.distinctProducts-none': 'Has bought nothing yet',
  'reason.meanGapDays-high': 'Orders rarely, every {value, plural, one {day} other {# days}}',
  'reason.meanGapDays-low': '{value, plural, one {About one day} other {About # days}} between orders',
  'reason.meanGapDays-none': 'No order yet',
  'reason.refundShare-high': 'Gave back {value, number, percent} of what was ordered',
  'reason.refundShare-low': 'Gave back {value, number, percent} of what was ordered, little',
  'reason.refundShare-none': 'No order yet',
  'reason.meanRating-high': 'Rates you {value, number}, above the usual',
  'reason.meanRating-low': 'Rates you only {value, number}',
  'reason.meanRating-none': 'Has not rated you',
  'reason.interactionCount-high': '{value, plural, one {One contact} other {# contacts}}, more than usual',
  'reason.interactionCount-low': '{value, plural, =0 {No contact} one {Only one contact} other {Only # contacts}}',
  'reason.interactionCount-none': 'No contact',
  'reason.column-high': '{column} is {value, number}, above the usual',
  'reason.column-low': '{column} is {value, number}, below the usual',
  'reason.column-is': '{column}: {level}',
  'reason.column-yes': '{column}: yes',
  'reason.column-no': '{column}: no',
  'reason.column-blank': '{column} is not known',
  'reason.rest': 'All else taken together',
} as const;
