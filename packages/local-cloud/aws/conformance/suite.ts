// Everything the lab believes of AWS, in one list.

import { cloudWatchComposites } from './cloudwatch/composites.ts';
import { cloudWatchExpectations } from './cloudwatch/metrics-and-alarms.ts';
import { cloudWatchMutes } from './cloudwatch/mutes.ts';
import { ec2Expectations } from './ec2.ts';
import { emulatorExpectations } from './emulator.ts';
import type { Expectation } from './expectation.ts';
import { parameterAndSecretExpectations } from './parameters-and-secrets.ts';
import { route53Expectations } from './route53.ts';
import { runExpectations } from './runs.ts';
import { s3Conditions } from './s3/s3-conditions.ts';
import { s3Multipart } from './s3/s3-multipart.ts';
import { s3Objects } from './s3/s3-objects.ts';
import { s3Permissions } from './s3/s3-permissions.ts';
import { signatureExpectations } from './signatures.ts';

export const conformanceSuite: readonly Expectation[] = [
  ...s3Conditions,
  ...s3Objects,
  ...s3Multipart,
  ...s3Permissions,
  ...route53Expectations,
  ...cloudWatchExpectations,
  ...cloudWatchMutes,
  ...cloudWatchComposites,
  ...parameterAndSecretExpectations,
  ...runExpectations,
  ...ec2Expectations,
  ...signatureExpectations,
  ...emulatorExpectations,
];
