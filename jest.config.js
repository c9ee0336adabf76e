/** @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[cm]?[tj]s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: true,
      },
    ],
  },
  // ESM-only packages under Jest's CommonJS: pitfalls.md, "More".
  transformIgnorePatterns: ['/node_modules/(?!(jose|uuid|hucre)/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};

module.exports = {
  maxWorkers: 2,
  // Many properties and whole rounds run here: a busy machine must not turn them red.
  testTimeout: 60_000,
  projects: [
    { ...common, displayName: 'unit', roots: ['<rootDir>/src', '<rootDir>/projections', '<rootDir>/test'], testMatch: ['**/*.spec.ts'], testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/servers/', '<rootDir>/test/chaos/', '<rootDir>/test/docs/readme'] },
    // The README's tour as it is pasted: needs bash and curl beside Node.
    { ...common, displayName: 'tour', roots: ['<rootDir>/test/docs'], testMatch: ['**/readme.spec.ts'] },
    { ...common, displayName: 'servers', roots: ['<rootDir>/test/servers'], testMatch: ['**/*.spec.ts'], globalSetup: '<rootDir>/test/servers/mongodb/container-up.js', globalTeardown: '<rootDir>/test/servers/mongodb/container-down.js' },
    { ...common, displayName: 'chaos', roots: ['<rootDir>/test/chaos'], testMatch: ['**/*.spec.ts'] },
  ],
};
