// Requests a backup from an appliance, up to the beginning of its body. An appliance makes one backup at a time.
import type { Call, StreamedAnswer } from '../../net/call.ts';
import type { Outside } from '../../net/platform.ts';
import { retryAfterMs } from '../../net/retry-after.ts';
import type { Tokens } from './account/oauth.ts';
import type { TokenQuestion } from './account/token-question.ts';
import { busyAnswer } from './appliance-failure.ts';
import { peekBusy } from './pace/busy-answer.ts';
import type { Turns } from './pace/call-pace.ts';
import { fitsIn, reachAppliance, waitFor } from './reach-appliance.ts';

/** What every call to one appliance needs. */
export interface ApplianceLine extends Outside {
  /** Name of the appliance in messages. */
  readonly where: string;
  readonly appliance: TokenQuestion;
  readonly tokens: Tokens;
  /** The turns of this account at this appliance. */
  readonly turns: Turns;
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

/** A GET with that token. */
export const requestOf = (
  { address, port, tlsName, ca }: TokenQuestion,
  token: string,
  path: string,
  signal: AbortSignal,
  accept: string,
) => ({ address, port, tlsName, ca, path, signal, headers: { authorization: `Bearer ${token}`, accept } });

const start = async (line: ApplianceLine, path: string, signal: AbortSignal, renew: boolean): Promise<Started> => {
  const { net, clock, where, turns, tokens, appliance } = line;
  const { token, account } = await tokens.token(appliance, signal, renew);
  const { backupPassword, versionId: secretVersionId } = account;
  const request = requestOf(appliance, token, path, signal, '*/*');
  const headers = { ...request.headers, 'content-type': 'application/json' };
  const call: Call =
    backupPassword === undefined
      ? request
      : { ...request, method: 'POST', headers, body: JSON.stringify({ password: backupPassword }) };
  const ask = async () => peekBusy(await net.call(call));
  const { busy, answer } = await reachAppliance(ask, signal, { where, path, clock, turns }, (peeked) => peeked.busy);
  return { busy, answer, secretVersionId };
};

/**
 * If the appliance is making another backup, waits once for it to end. @throws ApplianceBusy, and what `Tokens` and
 * `reachAppliance` throw
 * @param renew takes a new token.
 */
export const startBackup = async (
  line: ApplianceLine,
  path: string,
  signal: AbortSignal,
  renew: boolean,
): Promise<StartedBackup> => {
  const { clock, where } = line;
  const first = await start(line, path, signal, renew);
  if (!first.busy) return first;
  const { answer } = first;
  answer.close();
  const waitMs = retryAfterMs(answer.headers['retry-after'], clock.nowMs(), answer.headers.date) ?? BUSY_WAIT_MS;
  if (!fitsIn(clock, waitMs, signal) || !(await waitFor(clock, waitMs, signal)))
    throw busyAnswer(where, path, answer.status);
  const second = await start(line, path, signal, false);
  if (!second.busy) return second;
  second.answer.close();
  throw busyAnswer(where, path, second.answer.status);
};
