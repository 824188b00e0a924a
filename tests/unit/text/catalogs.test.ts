import { readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it, vi } from 'vitest';
import { errorCodes, kpiIds, orderFeatureIds, rejectCodes, roles, stageIds, tableKinds } from '../../../src/domain';
import { en } from '../../../src/text/en';
import { translate, type MessageKey } from '../../../src/text';
import { zh } from '../../../src/text/zh';

const english: Record<string, string> = en;
const chinese: Record<string, string> = zh;
const keys = Object.keys(english);

/** Placeholder → what it is (an argument, a number, a plural …), through every branch of the message. */
function placeholders(message: string): Record<string, string> {
  const found: Record<string, string> = {};
  const kinds = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'];
  interface Node {
    type: number;
    value: string;
    options?: Record<string, { value: Node[] }>;
  }
  const walk = (nodes: Node[]) => {
    for (const node of nodes) {
      if (node.type !== 0 && node.type !== 7) {
        // A language without plural forms may say the bare number where the other has branches for it.
        const kind = kinds[node.type] ?? 'unknown';
        found[node.value] = kind === 'plural' || kind === 'number' ? 'number' : kind;
      }
      for (const option of Object.values(node.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst() as unknown as Node[]);
  return found;
}

describe('the catalogues', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(chinese).sort()).toEqual([...keys].sort());
  });

  it('never write one key in two files: the later would hide the earlier', async () => {
    for (const language of ['en', 'zh']) {
      const folder = new URL(`../../../src/text/${language}/`, import.meta.url);
      const seen = new Map<string, string>();
      for (const file of readdirSync(folder)) {
        const module = (await import(`../../../src/text/${language}/${file}`)) as Record<string, Record<string, string>>;
        for (const key of Object.values(module).flatMap((catalog) => Object.keys(catalog))) {
          expect(seen.get(key), `${key} in ${language}/${file}`).toBeUndefined();
          seen.set(key, file);
        }
      }
    }
  });

  it.each(keys)('%s: not empty, parses, same placeholders in both', (key) => {
    const [one, other] = [english[key] ?? '', chinese[key] ?? ''];
    expect(one.trim()).not.toBe('');
    expect(other.trim()).not.toBe('');
    const [here, there] = [placeholders(one), placeholders(other)];
    expect(Object.keys(there).sort()).toEqual(Object.keys(here).sort());
    for (const [name, kind] of Object.entries(here)) {
      // `{n}` and `{n, number}` take the same value; a select must be one in both.
      if (kind === 'select') expect(there[name], name).toBe('select');
    }
  });

  it('speak Chinese in the Chinese one', () => {
    // Names of things that are called so in Chinese too.
    const allowed =
      /\b(Kith|CSV|JSON|PNG|XLSX|XLS|Excel|UTF-8|GBK|TensorFlow\.js|Dexie|AUC|ROC|NPS|CSAT|RFM|KPI|SSE|ECE|Brier|F1|k|ID|IndexedDB|Chromium|Chrome|Edge|Firefox|Safari|HTML|SHA-256|WebAssembly|WASM|CPU|LF|CRLF|MB|GB|GitHub|MIT)\b/g;
    const left = keys.filter((key) => {
      const words = (chinese[key] ?? '')
        .replace(/\{[^{}]*\}/g, ' ')
        .replace(/\{\w+, (plural|select),/g, ' ')
        .replace(/\b(zero|one|two|few|many|other|offset|true|false)\b\s*\{/g, ' ')
        .replace(/\b[\w-]+\s*\{/g, ' ')
        .replace(allowed, ' ');
      return /[A-Za-z]{3,}\s+[A-Za-z]{3,}/.test(words);
    });
    expect(left).toEqual([]);
    const withoutHan = keys.filter((key) => {
      const text = (chinese[key] ?? '').replace(/\{[^{}]*\}/g, '').replace(allowed, '');
      return /[A-Za-z]{3,}/.test(text) && !/\p{Script=Han}/u.test(text) && text === (english[key] ?? '');
    });
    expect(withoutHan).toEqual([]);
  });
});

describe('every code has its sentence', () => {
  it.each(errorCodes.map((code) => `error.${code}`))('%s', (key) => expect(english[key]).toBeTruthy());
  it.each(rejectCodes.map((code) => `reject.${code}`))('%s', (key) => expect(english[key]).toBeTruthy());
  it.each(roles.map((role) => `role.${role}`))('%s', (key) => expect(english[key]).toBeTruthy());
  it.each(tableKinds.map((kind) => `kind.${kind}`))('%s', (key) => expect(english[key]).toBeTruthy());
  it.each(stageIds.map((stage) => `stage.${stage}`))('%s', (key) => expect(english[key]).toBeTruthy());
  it.each(kpiIds.map((kpi) => `kpi.${kpi}`))('%s', (key) => expect(english[key]).toBeTruthy());
  it.each(orderFeatureIds.map((feature) => `feature.${feature}`))('%s', (key) => expect(english[key]).toBeTruthy());
});

describe('every message can be said', () => {
  it.each(keys)('%s', (key) => {
    for (const [locale, catalog] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const) {
      const values = Object.fromEntries(
        Object.entries(placeholders(catalog[key] ?? '')).map(([name, kind]) => [name, kind === 'number' ? 3 : `<${name}>`]),
      );
      const said = translate(locale, key as MessageKey, values);
      // A sentence that still shows a placeholder's braces was not filled in.
      expect(said).not.toMatch(/\{\w+(,|\})/);
    }
  });
});

describe('a sentence', () => {
  const locales = [
    ['en', english],
    ['zh-CN', chinese],
  ] as const;

  it.each(locales)('in %s is what a formatter of ICU messages makes of it', (locale, catalog) => {
    for (const key of keys) {
      const message = catalog[key] ?? '';
      for (const n of [0, 1, 2, 12345.5]) {
        const values = Object.fromEntries(
          Object.entries(placeholders(message)).map(([name, kind]) => [name, kind === 'number' ? n : `<b> {n} '${name}' $1 $&`]),
        );
        const formatted = String(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).format(values));
        expect(translate(locale, key as MessageKey, values), key).toBe(formatted);
      }
    }
  });

  it('shares its formatter of numbers and its plural rules with all the others', async () => {
    vi.resetModules();
    const fresh = await import('../../../src/text');
    await fresh.loadLocale('en');
    const made: string[] = [];
    const told = <T extends object>(name: string, original: T) =>
      new Proxy(original, {
        construct: (target, given: unknown[]) => {
          made.push(JSON.stringify([name, ...given]));
          return Reflect.construct(target as unknown as new () => object, given) as object;
        },
      });
    const { PluralRules, NumberFormat } = Intl;
    Object.assign(Intl, {
      PluralRules: told('PluralRules', PluralRules),
      NumberFormat: told('NumberFormat', NumberFormat),
    });
    for (const key of keys) {
      const values = Object.fromEntries(Object.entries(placeholders(english[key] ?? '')).map(([name]) => [name, 3]));
      fresh.translate('en', key as MessageKey, values);
    }
    Object.assign(Intl, { PluralRules, NumberFormat });
    expect(made.length).toBeGreaterThan(1);
    expect(made).toEqual([...new Set(made)]);
  });
});
