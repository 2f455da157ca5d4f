/** One transform and resolver for every project: TypeScript through swc, as native ES modules (Nest 12 is ESM). */
const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^#libs/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^#apps/(.*)$': '<rootDir>/apps/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};

export default {
  rootDir: import.meta.dirname,
  // Two cores is what CI has; the real broker and mongod take their share of them.
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/sequencer.js',
  // Real brokers and processes on two busy cores. (Jest reads this here alone, not in a project.)
  testTimeout: 120_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/libs/**/*.spec.ts',
        '<rootDir>/apps/**/*.spec.ts',
        '<rootDir>/test/*.spec.ts',
        '<rootDir>/test/property/**/*.spec.ts',
      ],
      testPathIgnorePatterns: ['\\.real\\.spec\\.ts$', '/dist/', '/node_modules/'],
    },
    {
      ...common,
      displayName: 'services',
      testMatch: [
        '<rootDir>/libs/**/*.real.spec.ts',
        '<rootDir>/test/{e2e,chaos,security,browser,clients,deploy}/**/*.spec.ts',
      ],
      globalSetup: '<rootDir>/test/services/setup.ts',
      globalTeardown: '<rootDir>/test/services/teardown.ts',
    },
  ],
};
