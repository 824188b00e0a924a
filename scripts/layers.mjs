/**
 * The house: which folder of src may import which, and where each library lives. Read by eslint.config.js, and by a
 * test that feeds it forbidden imports.
 */
export const layers = {
  domain: [],
  kernels: [],
  ingest: ['domain', 'kernels'],
  store: ['domain', 'kernels'],
  features: ['domain', 'kernels'],
  models: ['domain', 'kernels'],
  evaluation: ['domain', 'kernels', 'models/contract'],
  insight: ['domain', 'kernels', 'evaluation'],
  actions: ['domain', 'kernels', 'insight'],
  text: ['domain'],
  jobs: ['domain', 'kernels', 'ingest', 'store', 'features', 'models', 'evaluation', 'insight', 'actions'],
  app: ['domain', 'jobs/client', 'store', 'actions', 'text'],
};

/** Library → the folders of src that may import it. */
export const homes = {
  dexie: ['store'],
  papaparse: ['ingest'],
  '@tensorflow/': ['models'],
  'chart.js': ['app/charts'],
  '@sgratzl/': ['app/charts'],
  svelte: ['app'],
  'intl-messageformat': ['text'],
  'libphonenumber-js': ['features'],
  'umap-js': ['models'],
  jsep: ['insight'],
};

const escape = (text) => text.replace(/[/.]/g, (mark) => `\\${mark}`);

function forbidden(folder) {
  const mine = folder.split('/')[0];
  const patterns = [];
  for (const other of Object.keys(layers)) {
    if (other === mine) continue;
    const allowed = layers[mine].filter((entry) => entry.split('/')[0] === other);
    if (allowed.includes(other)) continue;
    const exceptions = allowed.map((entry) => `(?!${escape(entry.slice(other.length + 1))}(\\.|$))`).join('');
    patterns.push({
      regex: `^(\\.\\.\\/)+${other}\\/${exceptions}`,
      message: `${mine} may not import ${other} (scripts/layers.mjs).`,
    });
  }
  for (const [library, places] of Object.entries(homes)) {
    if (places.some((place) => folder === place || folder.startsWith(`${place}/`))) continue;
    patterns.push({
      regex: `^${escape(library)}${library.endsWith('/') ? '' : '(\\/|$)'}`,
      message: `${library} lives in src/${places.join(', src/')}.`,
    });
  }
  return patterns;
}

const rule = (folder, files) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: forbidden(folder) }] },
});

export const layerRules = [
  ...Object.keys(layers).map((folder) => rule(folder, [`src/${folder}/**/*.{ts,svelte}`])),
  rule('app/charts', ['src/app/charts/**/*.{ts,svelte}']),
];
