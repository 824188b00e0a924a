import type { AnswerEffect, DateOrder, Question } from '../domain';
import type { DateBuilder } from './date-builder';
import { DateReader, isPacked, unpackDay } from './dates';
import type { NumberBuilder } from './number-builder';
import { NumberReader } from './numbers';
import type { Pass } from './pass';
import { topOf, type RatingScale } from './rating-scale';

const examplesShown = 3;

/** Asks which of two numbers in a date is the day, with what each answer makes of the first rows and of the whole column. */
export function dateQuestion(pass: Pass, column: number, name: string, builder: DateBuilder, answer: DateOrder): Question {
  const reader = new DateReader(false);
  const cells: { line: number; written: string; days: readonly [number, number] }[] = [];
  pass.sample.forEach((row, i) => {
    const written = (row[column] ?? '').trim();
    if (cells.length === examplesShown || !reader.read(written) || !isPacked(reader.day)) return;
    const days = [unpackDay(reader.day, true), unpackDay(reader.day, false)] as const;
    if (days[0] !== days[1] && !cells.some((cell) => cell.written === written))
      cells.push({ line: pass.lines.lineOf(i), written, days });
  });
  const choices: readonly DateOrder[] = ['day-first', 'month-first'];
  const effects = choices.map((choice, at): AnswerEffect => {
    const examples = cells.map(({ line, written, days }) => ({ line, written, read: days[at]! }));
    return { choice, examples, ...builder.span(choice === 'day-first') };
  });
  return { column: name, about: 'date-order', answer, choices, effects };
}

/** The question after the decimal mark, with what each answer makes of the first rows and of the sum. */
export function withSums(question: Question, pass: Pass, column: number, builder: NumberBuilder): Question {
  const readers = { '.': new NumberReader('.'), ',': new NumberReader(',') };
  const cells: { line: number; written: string; read: Record<'.' | ',', number> }[] = [];
  pass.sample.forEach((row, i) => {
    const written = (row[column] ?? '').trim();
    const read = { '.': readers['.'].read(written), ',': readers[','].read(written) };
    if (cells.length < examplesShown && read['.'] !== read[','] && !Number.isNaN(read['.'] + read[',']))
      cells.push({ line: pass.lines.lineOf(i), written, read });
  });
  const { own, other } = builder.totals;
  const effects = (['.', ','] as const).map((choice): AnswerEffect => {
    const total = Math.round((choice === builder.decimal ? own : other) * 1e6) / 1e6;
    return { choice, examples: cells.map(({ line, written, read }) => ({ line, written, read: read[choice] })), total };
  });
  return { ...question, effects };
}

/** Asks on which scale a rating was asked, with how many answers each would count as satisfied. */
export function scaleQuestion(
  name: string,
  values: Float64Array,
  answer: RatingScale,
  choices: readonly RatingScale[],
): Question {
  // A 0 on a scale that has none means that no answer was given.
  const effects = choices.map((choice): AnswerEffect => {
    const given = values.filter((value) => value >= Number(choice[0]));
    return { choice, examples: [], n: given.filter((value) => value >= topOf(choice) - 1).length, of: given.length };
  });
  return { column: name, about: 'rating-scale', answer, choices, effects };
}
