import { describe, expect, test } from 'vitest';
import { encodings, roleGroups } from '../../../src/app/state/review-view';
import { errorCodes, roles, stageIds, tableKinds } from '../../../src/domain';
import { isMessageKey, locales, translate } from '../../../src/text';

/** Words that only a sentence that failed to format would show. */
const unformatted = /\{[a-z]+[,}]/;

/** A value for every name a sentence of ours may ask for. */
const values = {
  bytes: 1, cause: 'x', column: 'Paid', least: 1, mark: '@', most: 2, position: 3, same: 'no', what: '[', columns: 'a, b', days: 3, example: '4.7E+11', found: 2, known: 1, label: 'Churn', left: 0, limit: 5, line: 4, lines: '2, 3',
  file: 'a.csv', n: 1, name: 'a.csv', needed: 20, neededLeft: 5, rate: -1, reason: 'x', rejected: 2, value: 'No',
}; // prettier-ignore

describe.each(locales)('in %s', (locale) => {
  test.each(errorCodes)('error %s has its sentence, with every value put in', (code) => {
    const key = `error.${code}`;
    if (!isMessageKey(key)) throw new Error(`no sentence for ${key}`);
    const sentence = translate(locale, key, values);
    expect(sentence).not.toMatch(unformatted);
    expect(sentence.length).toBeGreaterThan(15);
  });

  test('every code that a screen puts into words has its words', () => {
    const keys = [
      ...roles.map((role) => `role.${role}`),
      ...roleGroups.map((group) => `role-group.${group.id}`),
      ...tableKinds.flatMap((kind) => [`kind.${kind}`, `kind-short.${kind}`]),
      ...stageIds.map((stage) => `stage.${stage}`),
      ...['number', 'text', 'date', 'instant', 'boolean'].map((type) => `type.${type}`),
      ...['rows', 'rounds', 'folds', 'bytes', 'chunks'].flatMap((unit) => [`progress.${unit}`, `progress.${unit}-open`]),
      ...encodings.map((name) => `encoding.${name}`),
    ];
    expect(keys.filter((key) => !isMessageKey(key))).toEqual([]);
  });
});
