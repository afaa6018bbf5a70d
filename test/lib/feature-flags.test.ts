// cdk.json decides every feature flag that the CDK knows: a new version of the CDK brings new ones, and somebody looks
// at each.
import { readFileSync } from 'node:fs';
import { cdkContext } from '../../lib/cdk-context.ts';

const recommended = JSON.parse(
  readFileSync('node_modules/aws-cdk-lib/recommended-feature-flags.json', 'utf8'),
) as object;

/** What differs from CDK's advice, and why. */
const OURS = {
  // Statements stay as they are granted, one a purpose: they are read, and cut one by one in tests.
  '@aws-cdk/aws-iam:minimizePolicies': false,
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn', 'aws-us-gov'],
};

test('every feature flag is as the CDK recommends, or as is said here', () => {
  const { 'cli-telemetry': telemetry, ...flags } = cdkContext();
  expect(telemetry).toBe(false);
  expect(flags).toEqual({ ...recommended, ...OURS });
});
