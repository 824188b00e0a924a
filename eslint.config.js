import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { layerRules } from './scripts/layers.mjs';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'public/', 'bench/results/', 'screenshots/', 'test-results/'] },
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.node.json'],
        extraFileExtensions: ['.svelte'],
      },
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Nothing leaves the page.' }],
    },
  },
  // The policy refuses style attributes, and cell text is never HTML.
  {
    files: ['**/*.svelte'],
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-inline-styles': 'error', 'svelte/require-each-key': 'error' },
  },
  // No clock and no chance outside the places that pass them in.
  {
    files: ['src/{domain,kernels,features,models,evaluation,insight,actions,ingest}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Chance is seeded: pass a Random.',
        },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time is an argument.' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
      ],
    },
  },
  ...layerRules,
  { files: ['**/*.{js,mjs}'], ...ts.configs.disableTypeChecked },
  { files: ['scripts/**', 'bench/**', 'tests/**'], rules: { 'no-restricted-globals': 'off' } },
);
