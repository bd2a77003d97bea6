import { defineConfig } from 'vitest/config';

/** The page in a real browser: `npm run test:browser`. Apart from `npm test`, which needs no browser. */
export default defineConfig({
  test: {
    include: ['sandbox/test/browser/**/*.browser.ts'],
    globalSetup: ['sandbox/test/browser/chromium.ts'],
    testTimeout: 40_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
