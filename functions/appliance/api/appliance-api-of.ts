// Gives the API of an appliance on its management path, with the service's TLS name and the accounts of the appliance
// that its configuration came from. Caches tokens and accounts across calls of one machine.
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { applianceOf, managementOf, tlsNameOf, trustOf } from '../../contract/settings/pair-settings.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import type { Outside } from '../../net/platform.ts';
import type { ApplianceApiOf } from '../appliance.ts';
import type { AccountRest } from './account/account-rest.ts';
import { applianceCredentials } from './account/credentials.ts';
import { accountKeyOf, oauthTokens } from './account/oauth.ts';
import { jsonApi } from './json-api.ts';
import { type CallPace, callPace } from './pace/call-pace.ts';

export interface ApiChoices {
  /** Which refused accounts are not presented; a recovery omits it and presents its own. */
  readonly rest?: AccountRest;
  /** How fast to call an appliance; default: within its own limit. */
  readonly pace?: CallPace;
}

export const applianceApiOf = (
  secrets: SecretsManagerClient,
  outside: Outside,
  choices: ApiChoices = {},
): ApplianceApiOf => {
  const { rest, pace = callPace(outside.clock) } = choices;
  const credentials = applianceCredentials(secrets);
  const tokens = oauthTokens(credentials, outside, { pace, ...(rest && { rest }) });
  return (settings, appliance, credentialsOf, secretVersionId) => {
    const one = applianceOf(settings, appliance);
    const { address, port } = managementOf(one);
    const secretName = applianceOf(settings, credentialsOf).secret;
    const account = {
      ...{ pair: settings.name, address, port, tlsName: tlsNameOf(settings), ca: trustOf(one.tls) },
      ...{ secretName, secretVersionId },
    };
    const api = jsonApi({ ...outside, appliance: account, tokens, turns: pace(accountKeyOf(account)) });
    // The appliance's own texts go into manifests, reports and messages.
    return {
      ...api,
      health: async (signal) => plainDeep(await api.health(signal)),
      signInMethods: async (signal) => plainDeep(await api.signInMethods(signal)),
    };
  };
};
