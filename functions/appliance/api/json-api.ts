// The authenticated API of an appliance: health as JSON (or as XML from older appliances), backups, and whether it
// accepts an account.

import { jsonOf } from '../../contract/json/parse-json.ts';
import { isFailure } from '../../domain/failure/failure.ts';
import type { ApplianceApi, ApplianceHealth, SignInMethods } from '../appliance.ts';
import { HealthAnswer, healthOf, InfoAnswer, isUnreportedInfo } from './api-answers.ts';
import { type ApplianceCallTools, applianceCalls } from './appliance-calls.ts';
import { refusalOf, strangeAnswer } from './appliance-failure.ts';
import { brokenOff } from './backup-body.ts';
import { configurationTotals } from './configuration-totals.ts';
import { openSessions } from './open-sessions.ts';
import { asksPatience } from './pace/throttling.ts';
import { signInMethods } from './sign-in-methods.ts';
import { xmlHealth } from './xml/xml-health.ts';

const HEALTH = '/api/command/v2/health';
const INFO = '/api/command/v2/info';
const BACKUP = '/api/backup';

export const jsonApi = (tools: ApplianceCallTools): ApplianceApi => {
  const calls = applianceCalls(tools);
  const { where } = calls;

  /** A health verdict counts whatever its headers say. Only other answers can be throttling. */
  const jsonHealth = async (product: () => Promise<string>, signal: AbortSignal): Promise<ApplianceHealth> => {
    const health = await calls.get(HEALTH, signal);
    const said = HealthAnswer.safeParse(jsonOf(health.text));
    const isVerdict = health.status === 200 || health.status === 500;
    const found = isVerdict && said.success && healthOf(health.status === 200, said.data, await product());
    if (found) return found;
    if (!isVerdict || asksPatience(health)) throw refusalOf(where, HEALTH, health);
    throw strangeAnswer(where, HEALTH, health.text);
  };
  const signIn = (signal: AbortSignal): Promise<SignInMethods | undefined> => signInMethods(calls, signal);
  /** The product, from the API or else from the list of sign-in mechanisms; empty if neither names it. */
  const unreported = async (signal: AbortSignal): Promise<string> => (await signIn(signal))?.product ?? '';

  return {
    health: async (signal) => {
      const info = await calls.get(INFO, signal);
      // Appliances older than the JSON API know only XML.
      if (info.status === 404 && !asksPatience(info)) return xmlHealth(calls, () => unreported(signal), signal);
      if (info.status !== 200) throw refusalOf(where, INFO, info);
      const value = jsonOf(info.text);
      const product = InfoAnswer.safeParse(value);
      if (product.success) return jsonHealth(async () => product.data.product, signal);
      if (!isUnreportedInfo(value)) throw strangeAnswer(where, INFO, info.text);
      return jsonHealth(() => unreported(signal), signal);
    },

    signInMethods: signIn,

    backup: async (signal) => {
      const { answer, secretVersionId } = await calls.startBackup(BACKUP, signal);
      if (answer.status !== 200) {
        answer.close();
        throw refusalOf(where, BACKUP, answer);
      }
      const length = answer.headers['content-length'];
      return {
        contentType: answer.headers['content-type'] ?? '',
        ...(length === undefined ? {} : { contentLength: Number(length) }),
        endProven: answer.endProven,
        bytes: brokenOff(answer.body, where, signal),
        ...(secretVersionId === '' ? {} : { secretVersionId }),
      };
    },

    accepts: async (signal) => {
      try {
        // A cached token would prove nothing: a restored appliance may have other accounts.
        const { versionId } = (await tools.tokens.token(tools.appliance, signal, true)).account;
        return versionId === '' ? {} : { secretVersionId: versionId };
      } catch (error) {
        if (isFailure(error, 'CredentialsRefused')) return undefined;
        throw error;
      }
    },

    openSessions: (signal) => openSessions(calls, signal),
    fingerprint: (signal) => configurationTotals(calls, tools.clock, signal),
  };
};
