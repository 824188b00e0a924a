import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy, offline } from './scripts/vite-plugins.mjs';
import { chromiumArgs, findChromium, graphicsArgs } from './scripts/chromium.mjs';

/** Libraries that the browser tests must have bundled beforehand: a reload in mid-test fails the run. */
const prebundled = [
  'dexie',
  'papaparse',
  'chart.js',
  'intl-messageformat',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
];

export default defineConfig({
  base: './',
  plugins: [svelte(), contentSecurityPolicy(), offline()],
  build: {
    outDir: process.env.KITH_DIST ?? 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The worker that trains carries TensorFlow.js and its WebAssembly bytes; it loads late, after the shell.
    chunkSizeWarningLimit: 2500,
    assetsInlineLimit: 0,
  },
  worker: { format: 'iife' },
  preview: { port: 4173, host: '127.0.0.1' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/golden/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['tests/texts.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        optimizeDeps: { include: prebundled },
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          setupFiles: ['tests/texts.ts'],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium() ?? '', args: chromiumArgs },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      // Back ends of TensorFlow.js that need a graphics card: a browser of their own, which draws in software.
      {
        extends: true,
        optimizeDeps: { include: [...prebundled, '@tensorflow/tfjs-backend-webgl', '@tensorflow/tfjs-backend-webgpu'] },
        test: {
          name: 'graphics',
          include: ['tests/browser/graphics/*.test.ts'],
          globalSetup: ['tests/browser/graphics/provide-shared.ts'],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium() ?? '', args: graphicsArgs },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
