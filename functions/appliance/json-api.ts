// The authenticated API of a box: health in its JSON form, or in the older XML form where the box has no other, backup, and
// whether it accepts an account.
import { NamedError } from '../contract/named-error.ts';
import { HealthAnswer, healthOf, InfoAnswer } from './api-answers.ts';
import type { ApplianceApi, ApplianceHealth } from './appliance.ts';
import { brokenOff } from './backup-body.ts';
import { type BoxCallTools, boxCalls } from './box-calls.ts';
import { refusalOf, strangeAnswer } from './box-failure.ts';
import { configurationTotals } from './configuration-totals.ts';
import { parseJson } from './json-text.ts';
import { xmlHealth } from './xml-health.ts';

const HEALTH = '/api/command/v2/health';
const INFO = '/api/command/v2/info';
const BACKUP = '/api/backup';

export const jsonApi = (tools: BoxCallTools): ApplianceApi => {
  const calls = boxCalls(tools);
  const { where } = calls;

  const jsonHealth = async (infoText: string, signal: AbortSignal): Promise<ApplianceHealth> => {
    const health = await calls.get(HEALTH, signal);
    if (health.status !== 200 && health.status !== 500) throw refusalOf(where, HEALTH, health.status);
    const product = InfoAnswer.safeParse(parseJson(infoText));
    if (!product.success) throw strangeAnswer(where, INFO, infoText);
    const said = HealthAnswer.safeParse(parseJson(health.text));
    const found = said.success && healthOf(health.status === 200, said.data, product.data.product);
    if (!found) throw strangeAnswer(where, HEALTH, health.text);
    return found;
  };

  return {
    health: async (signal) => {
      const info = await calls.get(INFO, signal);
      // Boxes from before the JSON API know only XML.
      if (info.status === 404) return xmlHealth(calls, signal);
      if (info.status !== 200) throw refusalOf(where, INFO, info.status);
      return jsonHealth(info.text, signal);
    },

    backup: async (signal) => {
      const { answer, secretVersionId } = await calls.startBackup(BACKUP, signal);
      if (answer.status !== 200) {
        answer.close();
        throw refusalOf(where, BACKUP, answer.status);
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
        // A kept token would prove nothing: a restored box may have other accounts.
        const { versionId } = (await tools.tokens.token(tools.box, signal, true)).account;
        return versionId === '' ? {} : { secretVersionId: versionId };
      } catch (error) {
        if (error instanceof NamedError && error.name === 'CredentialsRefused') return undefined;
        throw error;
      }
    },

    fingerprint: (signal) => configurationTotals(calls, signal),
  };
};
