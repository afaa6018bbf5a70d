// The tools of the power methods: a machine's own network, and clients that a test that needs them mocks.
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import type { PowerOrder } from '../../functions/power/power.ts';
import type { PowerCredentials } from '../../functions/power/power-credentials.ts';
import type { PowerTools } from '../../functions/power/power-of.ts';
import { machine } from '../doubles/machine.ts';

export const powerTools = (credentials: PowerCredentials): PowerTools => ({
  credentials,
  outside: machine,
  ec2: new EC2Client({ region: 'eu-west-1' }),
  lambda: new LambdaClient({ region: 'eu-west-1' }),
});

export const ORDER: PowerOrder = {
  recoveryId: 'support-7',
  epoch: 7,
  notAfterMs: () => Date.now() + 60_000,
  noted: undefined,
};
