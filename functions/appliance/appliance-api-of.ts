// Gives the API of a box, asked on its management path with the service's TLS name and the accounts of whichever box its
// configuration came from. Tokens and accounts are kept across calls of one machine.
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from '../contract/clock.ts';
import { applianceOf, managementOf, tlsNameOf, trustOf } from '../contract/pair-settings.ts';
import { plainDeep } from '../domain/plain-text.ts';
import type { ApplianceApiOf } from './appliance.ts';
import { type ApplianceCredentials, applianceCredentials } from './credentials.ts';
import { jsonApi } from './json-api.ts';
import { oauthTokens, type Tokens } from './oauth.ts';

/** What stands between the API and the tokens, for whoever asks for them in a way of its own. */
export type TokenManner = (tokens: Tokens, credentials: ApplianceCredentials, clock: Clock) => Tokens;

const plainly: TokenManner = (tokens) => tokens;

export const applianceApiOf = (secrets: SecretsManagerClient, clock: Clock, manner = plainly): ApplianceApiOf => {
  const credentials = applianceCredentials(secrets);
  const tokens = manner(oauthTokens(credentials, clock), credentials, clock);
  return (settings, appliance, credentialsOf, secretVersionId) => {
    const one = applianceOf(settings, appliance);
    const { address, port } = managementOf(one);
    const secretName = applianceOf(settings, credentialsOf).secret;
    const box = { address, port, tlsName: tlsNameOf(settings), ca: trustOf(one.tls), secretName, secretVersionId };
    const api = jsonApi({ box, tokens });
    // What a box says of itself goes into manifests, reports and messages.
    return { ...api, health: async (signal) => plainDeep(await api.health(signal)) };
  };
};
