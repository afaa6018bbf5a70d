// Jest for the mutation run: the unit tests of the pure code alone, as one project.
import config from '../../jest.config.js';

const [{ displayName: _name, ...unit }] = config.projects;

export default {
  ...unit,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/domain/**/*.test.ts', '<rootDir>/test/steps/traffic-faults.test.ts'],
  testTimeout: 60_000,
};
