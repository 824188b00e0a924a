export { figureOf, productOf, promoterScore, type Grounds } from './figures';
export { periodNames } from './names';
export { customerValues, namesFor, numbersReport, type NumbersInput } from './report';
export { rowsBehind, type RowsInput } from './rows';
export { leaversBetween, spellsOf, type Spells } from './spells';
export { Adder, type Asked, type PeriodSums } from './sums';
