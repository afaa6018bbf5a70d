// Calls to one appliance with a token of its API account. Each call has its own connection and closes it, as the vendor
// requires.

import { jsonOf } from '../../contract/json/parse-json.ts';
import { type Call, callText, type StreamedAnswer, type TextAnswer } from '../../net/call.ts';
import { peek } from '../../net/peek.ts';
import type { Outside } from '../../net/platform.ts';
import { retryAfterMs } from '../../net/retry-after.ts';
import type { Tokens } from './account/oauth.ts';
import type { TokenQuestion } from './account/token-question.ts';
import { DeniedAnswer } from './api-answers.ts';
import { busyAnswer, deniedAnswer } from './appliance-failure.ts';
import { peekBusy } from './pace/busy-answer.ts';
import { AT_ONCE, type Turns } from './pace/call-pace.ts';
import { asksPatience } from './pace/throttling.ts';
import { fitsIn, reachAppliance, waitFor } from './reach-appliance.ts';

export interface ApplianceCallTools extends Outside {
  readonly appliance: TokenQuestion;
  readonly tokens: Tokens;
  /** The turns of this account at this appliance. */
  readonly turns?: Turns;
}

/** How long to wait for another backup to end, if the appliance does not say. */
const BUSY_WAIT_MS = 30_000;

export interface StartedBackup {
  readonly answer: StreamedAnswer;
  /** Empty if unknown. */
  readonly secretVersionId: string;
}

interface Started extends StartedBackup {
  /** The appliance is making another backup. */
  readonly busy: boolean;
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

export const applianceCalls = ({
  appliance,
  tokens,
  net,
  clock,
  turns = AT_ONCE,
}: ApplianceCallTools): ApplianceCalls => {
  const { address, port, tlsName, ca } = appliance;
  const where = `${tlsName} at ${address}:${port}`;
  const requestOf = (token: string, path: string, signal: AbortSignal, accept: string) => ({
    address,
    port,
    tlsName,
    ca,
    path,
    signal,
    headers: { authorization: `Bearer ${token}`, accept },
  });

  const ask = async (path: string, signal: AbortSignal, renew: boolean): Promise<TextAnswer> => {
    const { token } = await tokens.token(appliance, signal, renew);
    const accept = path.includes('?action=') ? 'text/xml, application/json' : 'application/json';
    return reachAppliance(() => callText(net, requestOf(token, path, signal, accept)), signal, {
      where,
      path,
      clock,
      turns,
    });
  };

  const start = async (path: string, signal: AbortSignal, renew: boolean): Promise<Started> => {
    const { token, account } = await tokens.token(appliance, signal, renew);
    const { backupPassword, versionId: secretVersionId } = account;
    const request = requestOf(token, path, signal, '*/*');
    const headers = { ...request.headers, 'content-type': 'application/json' };
    const call: Call =
      backupPassword === undefined
        ? request
        : { ...request, method: 'POST', headers, body: JSON.stringify({ password: backupPassword }) };
    const ask = async () => peekBusy(await net.call(call));
    const { busy, answer } = await reachAppliance(ask, signal, { where, path, clock, turns }, (peeked) => peeked.busy);
    return { busy, answer, secretVersionId };
  };

  /** Requests a backup. If the appliance is making another one, waits once for it to end. */
  const startWithGrace = async (path: string, signal: AbortSignal, renew: boolean): Promise<StartedBackup> => {
    const first = await start(path, signal, renew);
    if (!first.busy) return first;
    const { answer } = first;
    answer.close();
    const waitMs = retryAfterMs(answer.headers['retry-after'], clock.nowMs()) ?? BUSY_WAIT_MS;
    if (!fitsIn(clock, waitMs, signal) || !(await waitFor(clock, waitMs, signal)))
      throw busyAnswer(where, path, answer.status);
    const second = await start(path, signal, false);
    if (!second.busy) return second;
    second.answer.close();
    throw busyAnswer(where, path, second.answer.status);
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
      const started = await startWithGrace(path, signal, false);
      const first = started.answer;
      const { status } = first;
      if (asksPatience(first)) return started;
      // Judged by content, not by content type: the answer to a dead token is JSON, and no backup begins like it.
      const { beginning, answer } = status === 401 ? { beginning: '{', answer: first } : await peek(first);
      if (!beginning.trimStart().startsWith('{')) return { ...started, answer };
      answer.close();
      return startWithGrace(path, signal, true);
    },
  };
};
