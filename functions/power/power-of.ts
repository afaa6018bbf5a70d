// Gives the methods to power an appliance off and on, in the order of the settings. `operator` and `none` give none: a
// person confirms, or nobody does.
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { applianceOf, type PairSettings } from '../contract/settings/pair-settings.ts';
import type { PowerSettings } from '../contract/settings/power-settings.ts';
import type { Outside } from '../net/platform.ts';
import { ec2Power } from './ec2/ec2.ts';
import { lambdaPower } from './lambda/lambda-power.ts';
import type { Power, PowerOrder } from './power.ts';
import { type PowerCredentials, powerCredentials } from './power-credentials.ts';
import { redfish } from './redfish.ts';

export interface PowerTools {
  readonly credentials: PowerCredentials;
  readonly outside: Outside;
  readonly ec2: EC2Client;
  readonly lambda: LambdaClient;
}

type PowerClients = Pick<PowerTools, 'ec2' | 'lambda'> & { readonly secrets: SecretsManagerClient };

export const powerTools = ({ secrets, ec2, lambda }: PowerClients, outside: Outside): PowerTools => ({
  credentials: powerCredentials(secrets),
  outside,
  ec2,
  lambda,
});

export type PowersOf = (settings: PairSettings, appliance: string, order: PowerOrder) => readonly Power[];

const methodOf = (
  { credentials, outside, ec2, lambda }: PowerTools,
  method: PowerSettings,
  of: { readonly pair: string; readonly appliance: string; readonly order: PowerOrder },
): Power | undefined => {
  switch (method.method) {
    case 'redfish':
      return redfish(outside, method, credentials);
    case 'ec2':
      return ec2Power(ec2, method);
    case 'lambda':
      return lambdaPower(lambda, { ...of, functionArn: method.functionArn, nowMs: () => outside.clock.nowMs() });
    case 'operator':
    case 'none':
      return undefined;
  }
};

export const powersOf =
  (tools: PowerTools): PowersOf =>
  (settings, appliance, order) =>
    applianceOf(settings, appliance).power.flatMap(
      (method) => methodOf(tools, method, { pair: settings.name, appliance, order }) ?? [],
    );
