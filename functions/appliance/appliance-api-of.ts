// Gives the API of a box, asked on its management path with the service's TLS name and the accounts of whichever box its
// configuration came from. Tokens and accounts are kept across calls of one machine.
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../contract/clock.ts';
import { applianceOf, managementOf, tlsNameOf, trustOf } from '../contract/pair-settings.ts';
import type { ApplianceApiOf } from './appliance.ts';
import { applianceCredentials } from './credentials.ts';
import { jsonApi } from './json-api.ts';
import { oauthTokens } from './oauth.ts';

export const applianceApiOf = (secrets: SecretsManagerClient, clock: Clock): ApplianceApiOf => {
  const credentials = applianceCredentials(secrets);
  const tokens = oauthTokens(credentials, clock);
  return (settings, appliance, credentialsOf, secretVersionId) => {
    const one = applianceOf(settings, appliance);
    const { address, port } = managementOf(one);
    const secretName = applianceOf(settings, credentialsOf).secret;
    const box = { address, port, tlsName: tlsNameOf(settings), ca: trustOf(one.tls), secretName, secretVersionId };
    return jsonApi({ box, tokens });
  };
};
