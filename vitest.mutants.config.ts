import config from './vitest.config.ts';

/** For `npm run mutants`: the tests of the folder whose code it changes, and no others. */
export default {
  ...config,
  test: {
    ...config.test,
    include: [`test/${process.env.MUTANTS}/**/*.test.ts`],
    // Counts work, and the tester's own work too.
    exclude: ['test/quotes/hostile.test.ts'],
    env: { PILCROW_TEST_POSTGRES: 'none' },
  },
};
