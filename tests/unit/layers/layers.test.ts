import { ESLint, Linter } from 'eslint';
import ts from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { homes, layerRules, layers } from '../../../scripts/layers.mjs';

const rule = '@typescript-eslint/no-restricted-imports';
const linter = new Linter();
const config = [
  { files: ['**/*.ts'], languageOptions: { parser: ts.parser }, plugins: { '@typescript-eslint': ts.plugin } },
  ...layerRules,
] as Linter.Config[];

/** What the import rule says of one import standing in a file of src. */
function complaints(file: string, specifier: string): string[] {
  const messages = linter.verify(`import { x } from '${specifier}';\nexport const y = x;\n`, config, { filename: file });
  return messages.map((message) => message.message);
}

describe('the import rule', () => {
  it.each([
    ['src/domain/day.ts', '../kernels/stats/mean', 'domain may not import kernels'],
    ['src/kernels/stats/mean.ts', '../../domain/day', 'kernels may not import domain'],
    ['src/ingest/read.ts', '../store/api', 'ingest may not import store'],
    ['src/ingest/columns/type.ts', '../../store/api', 'ingest may not import store'],
    ['src/ingest/read.ts', '../domain', null],
    ['src/models/k-means/fit.ts', '../../features/rfm', 'models may not import features'],
    ['src/models/k-means/fit.ts', '../contract', null],
    ['src/evaluation/auc.ts', '../models/contract', null],
    ['src/evaluation/auc.ts', '../models/k-means/fit', 'evaluation may not import models'],
    ['src/insight/claims.ts', '../evaluation/auc', null],
    ['src/insight/claims.ts', '../models/contract', 'insight may not import models'],
    ['src/actions/csv.ts', '../insight/claims', null],
    ['src/actions/csv.ts', '../evaluation/auc', 'actions may not import evaluation'],
    ['src/jobs/analyse.ts', '../models/registry', null],
    ['src/jobs/analyse.ts', '../app/state/locale.svelte', 'jobs may not import app'],
    ['src/app/screens/today.ts', '../../jobs/client', null],
    ['src/app/screens/today.ts', '../../jobs/analyse', 'app may not import jobs'],
    ['src/app/screens/today.ts', '../../models/registry', 'app may not import models'],
    ['src/app/screens/today.ts', '../../kernels/stats/mean', 'app may not import kernels'],
    ['src/text/index.ts', '../app/state/locale.svelte', 'text may not import app'],
  ])('%s importing %s', (file, specifier, expected) => {
    const found = complaints(file, specifier);
    if (expected === null) expect(found).toEqual([]);
    else expect(found.join()).toContain(expected);
  });

  it.each([
    ['src/app/screens/data.ts', 'dexie', 'src/store'],
    ['src/store/database.ts', 'dexie', null],
    ['src/jobs/read.ts', 'papaparse', 'src/ingest'],
    ['src/ingest/read.ts', 'papaparse', null],
    ['src/evaluation/auc.ts', '@tensorflow/tfjs-core', 'src/models'],
    ['src/models/backend.ts', '@tensorflow/tfjs-core', null],
    ['src/app/screens/today.ts', 'chart.js', 'src/app/charts'],
    ['src/app/screens/today.ts', 'chart.js/auto', 'src/app/charts'],
    ['src/app/charts/line.ts', 'chart.js', null],
    ['src/store/live.ts', 'svelte', 'src/app'],
    ['src/store/live.ts', 'svelte/store', 'src/app'],
    ['src/app/main.ts', 'svelte', null],
    ['src/app/screens/today.ts', 'intl-messageformat', 'src/text'],
    ['src/text/index.ts', 'intl-messageformat', null],
  ])('%s importing %s', (file, specifier, home) => {
    const found = complaints(file, specifier);
    if (home === null) expect(found).toEqual([]);
    else expect(found.join()).toContain(`lives in ${home}`);
  });

  it('knows every folder of src it speaks of, and gives every library a home that exists in it', () => {
    for (const allowed of Object.values(layers as Record<string, string[]>)) {
      for (const entry of allowed) expect(Object.keys(layers)).toContain(entry.split('/')[0]);
    }
    for (const places of Object.values(homes)) {
      for (const place of places) expect(Object.keys(layers)).toContain(place.split('/')[0]);
    }
  });
});

describe('the house rules, through eslint.config.js itself', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint();
  });

  /** Rules in force for a file, as [severity, …]. */
  const rulesOf = async (file: string) => {
    const config = (await eslint.calculateConfigForFile(file)) as { rules: Record<string, [number, ...unknown[]]> };
    return config.rules;
  };

  it('hold the import rule, refuse fetch and chance where they must', async () => {
    const model = await rulesOf('src/models/k-means/fit.ts');
    expect(model[rule]?.[0]).toBe(2);
    expect(JSON.stringify(model[rule])).toContain('models may not import app');
    expect(model['no-restricted-globals']?.[0]).toBe(2);
    expect(JSON.stringify(model['no-restricted-syntax'])).toContain('Chance is seeded');
    const screen = await rulesOf('src/app/screens/today.svelte');
    expect(JSON.stringify(screen[rule])).toContain('app may not import models');
    expect(screen['svelte/no-at-html-tags']?.[0]).toBe(2);
    expect(screen['svelte/no-inline-styles']?.[0]).toBe(2);
  });
});
