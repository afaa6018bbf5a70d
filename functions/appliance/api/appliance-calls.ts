// Calls to one appliance with a token of its API account. Each call has its own connection and closes it, as the vendor
// requires.
import { jsonOf } from '../../contract/json/parse-json.ts';
import { callText, type TextAnswer } from '../../net/call.ts';
import { peek } from '../../net/peek.ts';
import { DeniedAnswer } from './api-answers.ts';
import { deniedAnswer } from './appliance-failure.ts';
import { AT_ONCE, type Turns } from './pace/call-pace.ts';
import { asksPatience } from './pace/throttling.ts';
import { reachAppliance } from './reach-appliance.ts';
import { type ApplianceLine, requestOf, type StartedBackup, startBackup } from './start-backup.ts';

export interface ApplianceCallTools extends Omit<ApplianceLine, 'where' | 'turns'> {
  readonly turns?: Turns;
}

export interface ApplianceCalls {
  /** Name of the appliance in messages. */
  readonly where: string;
  /** The answer to GET, whatever its status. @throws ApplianceDenied, and what `Tokens` and `reachAppliance` throw */
  get(path: string, signal: AbortSignal): Promise<TextAnswer>;
  /** As `get`, without a token: for what the appliance reports without authentication. */
  getOpenly(path: string, signal: AbortSignal): Promise<TextAnswer>;
  /** The answer to a request for a backup, before its body, and the version of the secret used. @throws as `get` */
  startBackup(path: string, signal: AbortSignal): Promise<StartedBackup>;
}

/** The answer to a dead token is JSON even if XML was requested, and its status is not documented. */
const isDead = (path: string, answer: TextAnswer): boolean => {
  const { status, text } = answer;
  // A new token does not help against throttling.
  if (asksPatience(answer)) return false;
  // The Configuration API answers 401 also to a request that it does not understand.
  return (status === 401 && !path.startsWith('/api/config/')) || DeniedAnswer.safeParse(jsonOf(text)).success;
};

export const applianceCalls = ({ turns = AT_ONCE, ...tools }: ApplianceCallTools): ApplianceCalls => {
  const { appliance, tokens, net, clock } = tools;
  const { address, port, tlsName, ca } = appliance;
  const where = `${tlsName} at ${address}:${port}`;
  const line: ApplianceLine = { ...tools, where, turns };

  const ask = async (path: string, signal: AbortSignal, renew: boolean): Promise<TextAnswer> => {
    const { token } = await tokens.token(appliance, signal, renew);
    const accept = path.includes('?action=') ? 'text/xml, application/json' : 'application/json';
    return reachAppliance(() => callText(net, requestOf(appliance, token, path, signal, accept)), signal, {
      where,
      path,
      clock,
      turns,
    });
  };

  return {
    where,
    get: async (path, signal) => {
      const first = await ask(path, signal, false);
      if (!isDead(path, first)) return first;
      const second = await ask(path, signal, true);
      if (isDead(path, second))
        throw deniedAnswer(
          where,
          `the appliance does not accept a new token either (HTTP ${second.status} to ${path})`,
        );
      return second;
    },
    getOpenly: (path, signal) => {
      const request = { address, port, tlsName, ca, path, signal, headers: { accept: 'application/json' } };
      return reachAppliance(() => callText(net, request), signal, { where, path, clock, turns });
    },
    startBackup: async (path, signal) => {
      const started = await startBackup(line, path, signal, false);
      const first = started.answer;
      const { status } = first;
      if (asksPatience(first)) return started;
      // Judged by content, not by content type: the answer to a dead token is JSON, and no backup begins like it.
      const { beginning, answer } = status === 401 ? { beginning: '{', answer: first } : await peek(first);
      if (!beginning.trimStart().startsWith('{')) return { ...started, answer };
      answer.close();
      return startBackup(line, path, signal, true);
    },
  };
};
