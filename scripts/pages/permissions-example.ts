// The settings for which the page of permissions is printed: twinbox.yaml with both restore methods, accounts that
// can only read power, and appliances inside the customer's network, so that the page shows every permission.
import { readFileSync } from 'node:fs';
import { parseDocument, stringify } from 'yaml';

interface Example {
  network?: object;
  readonly pairs: readonly {
    readonly policy: { automation?: string };
    readonly appliances: readonly {
      management?: object;
      restore: object;
      readonly name: string;
      readonly power: { method?: string; via?: string; readSecret?: string }[];
    }[];
  }[];
}

const OTHER_METHODS = [
  [{ method: 'ec2', instanceId: 'i-0123456789abcdef0', region: 'eu-west-1' }],
  [{ method: 'lambda', functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:power-dublin' }],
] as const;

/** Text of a settings file. */
export const permissionsExample = (automation: 'observe' | 'act'): string => {
  const text = readFileSync(new URL('../../twinbox.yaml', import.meta.url), 'utf8');
  const example = parseDocument(text).toJS() as Example;
  example.network = {
    subnetIds: ['subnet-0123456789abcdef0'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  };
  for (const { policy, appliances } of example.pairs) {
    policy.automation = automation;
    for (const [index, appliance] of appliances.entries()) {
      appliance.management = { address: `10.${index + 1}.0.10`, via: 'network' };
      for (const method of appliance.power) {
        method.via = 'network';
        method.readSecret = `twinbox/${appliance.name}-power-read`;
      }
      appliance.power.push(...OTHER_METHODS[index === 0 ? 0 : 1]);
      if (index > 0) appliance.restore = { method: 'login-form', secret: 'twinbox/dublin-login' };
    }
  }
  return stringify(example);
};
