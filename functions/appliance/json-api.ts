// The authenticated API of a box in its JSON form: health, backup, and whether it accepts an account. Each call has its own
// connection, closed after it, as the vendor asks for.
import { NamedError } from '../contract/named-error.ts';
import { callStreamed, callText, type StreamedAnswer, type TextAnswer } from '../net/https-call.ts';
import { DeniedAnswer, HealthAnswer, healthOf, InfoAnswer } from './api-answers.ts';
import type { ApplianceApi } from './appliance.ts';
import { brokenOff } from './backup-body.ts';
import type { ApplianceCredentials } from './credentials.ts';
import { parseJson } from './json-text.ts';
import type { TokenQuestion, Tokens } from './oauth.ts';

const HEALTH = '/api/command/v2/health';
const INFO = '/api/command/v2/info';
const BACKUP = '/api/backup';

export interface JsonApiTools {
  readonly box: TokenQuestion;
  readonly tokens: Tokens;
  readonly credentials: ApplianceCredentials;
}

const isJson = (type: string | undefined): boolean => /^application\/([a-z.]+\+)?json/i.test(type ?? '');

export const jsonApi = ({ box, tokens, credentials }: JsonApiTools): ApplianceApi => {
  const where = `${box.tlsName} at ${box.address}:${box.port}`;
  const bad = (name: string, said: string): NamedError =>
    new NamedError(name, `${where}: ${said}`, 'Compare the API account at the box with what Twinbox needs; see the settings.');
  const refusal = (path: string, status: number): NamedError => {
    if (status === 429) return bad('ApplianceThrottled', `HTTP 429 to ${path}`);
    if ([401, 403, 404].includes(status)) return bad('ApplianceDenied', `HTTP ${status} to ${path}`);
    return bad('ApplianceGarbled', `HTTP ${status} to ${path} is not an answer that we know`);
  };
  const requestOf = (token: string, path: string, signal: AbortSignal) => ({
    address: box.address,
    port: box.port,
    tlsName: box.tlsName,
    ca: box.ca,
    path,
    signal,
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  });

  const isDead = ({ status, text }: TextAnswer): boolean => status === 401 || DeniedAnswer.safeParse(parseJson(text)).success;

  const get = async (path: string, signal: AbortSignal): Promise<TextAnswer> => {
    const first = await callText(requestOf(await tokens.token(box, signal), path, signal));
    if (!isDead(first)) return first;
    return callText(requestOf(await tokens.token(box, signal, true), path, signal));
  };

  const startBackup = async (token: string, signal: AbortSignal): Promise<StreamedAnswer> => {
    const { backupPassword } = await credentials.read(box.secretName, signal);
    const request = requestOf(token, BACKUP, signal);
    if (backupPassword === undefined) return callStreamed({ ...request, headers: { ...request.headers, accept: '*/*' } });
    return callStreamed({
      ...request,
      method: 'POST',
      headers: { ...request.headers, accept: '*/*', 'content-type': 'application/json' },
      body: JSON.stringify({ password: backupPassword }),
    });
  };

  return {
    health: async (signal) => {
      const [health, info] = [await get(HEALTH, signal), await get(INFO, signal)];
      if (health.status !== 200 && health.status !== 500) throw refusal(HEALTH, health.status);
      if (info.status !== 200) throw refusal(INFO, info.status);
      const said = HealthAnswer.safeParse(parseJson(health.text));
      const product = InfoAnswer.safeParse(parseJson(info.text));
      const found = said.success && product.success && healthOf(health.status === 200, said.data, product.data.product);
      if (!found) throw bad('ApplianceGarbled', `${HEALTH} or ${INFO} is not in the documented shape`);
      return found;
    },

    backup: async (signal) => {
      let answer = await startBackup(await tokens.token(box, signal), signal);
      // A dead token answers in JSON whatever its status, and a backup never is JSON: asking once more costs nothing.
      if (answer.status === 401 || (answer.status !== 429 && isJson(answer.headers['content-type']))) {
        answer.close();
        answer = await startBackup(await tokens.token(box, signal, true), signal);
      }
      if (answer.status !== 200) {
        answer.close();
        throw refusal(BACKUP, answer.status);
      }
      const length = answer.headers['content-length'];
      return {
        contentType: answer.headers['content-type'] ?? '',
        ...(length === undefined ? {} : { contentLength: Number(length) }),
        bytes: brokenOff(answer.body, where, signal),
      };
    },

    accepts: async (signal) => {
      try {
        // A kept token would prove nothing: a restored box may have other accounts.
        await tokens.token(box, signal, true);
        return true;
      } catch (error) {
        if (error instanceof NamedError && error.name === 'CredentialsRefused') return false;
        throw error;
      }
    },
  };
};
