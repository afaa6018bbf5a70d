// Who may read the secrets, and call the restore functions, that the settings name. Twinbox creates neither: the owner
// does.
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';
import { restoreFunctionsOf } from './settings-access.ts';

/** Secrets Manager ends every ARN with six characters of its own. */
const SUFFIX = '-??????';

/** Lets the function read only these secrets, by name. */
export const grantReadSecrets = (reader: TwinboxFunction, sid: string, names: readonly string[]): void => {
  const distinct = [...new Set(names)];
  if (distinct.length === 0) return;
  const stack = Stack.of(reader);
  const resources = distinct.map((name) =>
    stack.formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${name}${SUFFIX}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  reader.permit({ sid, actions: ['secretsmanager:GetSecretValue'], resources });
};

/** Lets the function call the restore functions of the pair's owner. */
export const grantCallRestore = (caller: TwinboxFunction, pair: PairSettings): void =>
  caller.permit({ sid: 'CallRestore', actions: ['lambda:InvokeFunction'], resources: restoreFunctionsOf(pair) });
