// A token that the appliance gave before a restore and refuses after it is a sign that the restore replaced its data.
// The token travels between two functions in execution data, so it is sealed with a key derived from the account's
// secret: only a holder of that secret, who could get a token anyway, can open it. That a restore ends tokens is an
// assumption, so a token that lives on proves nothing.
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { jsonOf } from '../../contract/json/parse-json.ts';
import type { Random } from '../../contract/runtime/random.ts';
import {
  applianceOf,
  managementOf,
  type PairSettings,
  tlsNameOf,
  trustOf,
} from '../../contract/settings/pair-settings.ts';
import type { SealedToken } from '../../contract/workflow/step-answers.ts';
import { callText } from '../../net/call.ts';
import type { Platform } from '../../net/platform.ts';
import { type ApplianceCredentials, applianceCredentials } from '../api/account/credentials.ts';
import { oauthTokens, type Tokens } from '../api/account/oauth.ts';
import { DeniedAnswer } from '../api/api-answers.ts';
import { asksPatience } from '../api/pace/throttling.ts';

export interface WitnessOrder {
  readonly settings: PairSettings;
  readonly appliance: string;
}

export interface TokenWitness {
  /** Requests a token and seals it; undefined if it gets none. Never throws. */
  take(
    order: WitnessOrder & { readonly credentialsOf: string; readonly secretVersionId?: string | undefined },
    signal: AbortSignal,
  ): Promise<SealedToken | undefined>;
  /** Whether the appliance refuses the token before it expires; false if that is unknown. Never throws. */
  isDead(order: WitnessOrder, token: SealedToken, signal: AbortSignal): Promise<boolean>;
}

interface WitnessTools extends Pick<Platform, 'net' | 'clock' | 'random'> {
  readonly tokens: Tokens;
  readonly credentials: ApplianceCredentials;
}

/** The vendor's tokens live for an hour; a token that may have expired proves nothing. */
const LIFE_MS = 50 * 60_000;
const PATH = '/api/command/v2/info';
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (clientSecret: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', clientSecret, salt, 'twinbox token witness', 32));

const seal = (random: Random, clientSecret: string, token: string): string => {
  const [salt, nonce] = [random.bytes(SALT_BYTES), random.bytes(NONCE_BYTES)];
  const cipher = createCipheriv('aes-256-gcm', keyOf(clientSecret, salt), nonce);
  const body = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), body]).toString('base64');
};

/** @throws if it was sealed with another secret */
const unseal = (clientSecret: string, sealed: string): string => {
  const bytes = Buffer.from(sealed, 'base64');
  const nonceAt = SALT_BYTES + NONCE_BYTES;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(clientSecret, bytes.subarray(0, SALT_BYTES)),
    bytes.subarray(SALT_BYTES, nonceAt),
  );
  decipher.setAuthTag(bytes.subarray(nonceAt, nonceAt + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(nonceAt + TAG_BYTES)), decipher.final()]).toString('utf8');
};

const questionOf = ({ settings, appliance }: WitnessOrder) => {
  const one = applianceOf(settings, appliance);
  return { ...managementOf(one), tlsName: tlsNameOf(settings), ca: trustOf(one.tls) };
};

const tokenWitness = ({ tokens, credentials, net, clock, random }: WitnessTools): TokenWitness => ({
  take: async (order, signal) => {
    const { settings, credentialsOf, secretVersionId } = order;
    // With restore.method lambda, our functions may not read these secrets.
    if (applianceOf(settings, order.appliance).restore.method !== 'login-form') return undefined;
    const secret = applianceOf(settings, credentialsOf).secret;
    const question = { pair: settings.name, ...questionOf(order), secretName: secret, secretVersionId };
    return tokens.token(question, signal, true).then(
      ({ token, account }) => ({
        secret,
        versionId: account.versionId,
        at: new Date(clock.nowMs()).toISOString(),
        sealed: seal(random, account.clientSecret, token),
      }),
      () => undefined,
    );
  },
  isDead: async (order, { secret, versionId, at, sealed }, signal) => {
    if (clock.nowMs() - Date.parse(at) > LIFE_MS) return false;
    const ask = async (): Promise<boolean> => {
      const { clientSecret } = await credentials.read(secret, signal, false, versionId);
      const headers = { authorization: `Bearer ${unseal(clientSecret, sealed)}`, accept: 'application/json' };
      const answer = await callText(net, { ...questionOf(order), path: PATH, headers, signal });
      const { status, text } = answer;
      // A throttled answer does not say that the token is dead.
      if (asksPatience(answer)) return false;
      return status === 401 || DeniedAnswer.safeParse(jsonOf(text)).success;
    };
    return ask().catch(() => false);
  },
});

/** It has its own tokens, so that it renews nobody else's. */
export const tokenWitnessOf = (
  secrets: SecretsManagerClient,
  { net, clock, random }: Pick<Platform, 'net' | 'clock' | 'random'>,
): TokenWitness => {
  const credentials = applianceCredentials(secrets);
  return tokenWitness({ tokens: oauthTokens(credentials, { net, clock }), credentials, net, clock, random });
};
