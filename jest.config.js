// Two projects: unit tests, and whole stories, each story's lab in a block of loopback addresses of its worker's own.
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
export default {
  // With --coverage, the files that scripts/coverage-floors.ts judges.
  collectCoverageFrom: ['functions/{domain,steps,power,traffic}/**/*.ts'],
  coverageDirectory: 'build/coverage',
  coverageReporters: ['json-summary', 'html'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/packages/*/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/scenarios/', '<rootDir>/test/simulated/'],
    },
    {
      ...shared,
      displayName: 'simulated',
      testMatch: ['<rootDir>/test/simulated/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/setup/simulated.ts'],
      globalSetup: '<rootDir>/test/setup/simulated-assemblies.ts',
      globalTeardown: '<rootDir>/test/setup/scenarios-folder-gone.ts',
    },
    {
      ...shared,
      displayName: 'scenarios',
      testMatch: ['<rootDir>/test/scenarios/**/*.test.ts'],
      setupFiles: ['<rootDir>/test/setup/lab-block.ts'],
      globalSetup: '<rootDir>/test/setup/scenarios-folder.ts',
      globalTeardown: '<rootDir>/test/setup/scenarios-folder-gone.ts',
    },
  ],
};
