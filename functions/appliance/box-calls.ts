// Calls to one box with a token of its API account. Each has its own connection, closed after it, as the vendor asks for.
import { callStreamed, callText, type StreamedAnswer, type TextAnswer } from '../net/https-call.ts';
import { peek } from '../net/peek.ts';
import { DeniedAnswer } from './api-answers.ts';
import { deniedAnswer } from './box-failure.ts';
import { parseJson } from './json-text.ts';
import type { TokenQuestion, Tokens } from './oauth.ts';
import { reachBox } from './reach-box.ts';

export interface BoxCallTools {
  readonly box: TokenQuestion;
  readonly tokens: Tokens;
}

export interface StartedBackup {
  readonly answer: StreamedAnswer;
  /** Empty where nobody told. */
  readonly secretVersionId: string;
}

export interface BoxCalls {
  /** The box in messages. */
  readonly where: string;
  /** The answer to GET, whatever its status. @throws ApplianceDenied, and what `Tokens` and `reachBox` throw */
  get(path: string, signal: AbortSignal): Promise<TextAnswer>;
  /** The answer to a request for a backup, before its body, and the version of the secret it was asked with. @throws as `get` */
  startBackup(path: string, signal: AbortSignal): Promise<StartedBackup>;
}

/** A dead token's answer is JSON even where XML was asked for, and its status is not documented. */
const isDead = (path: string, { status, text }: TextAnswer): boolean =>
  // The Configuration API says 401 also of a question that it does not understand.
  (status === 401 && !path.startsWith('/api/config/')) || DeniedAnswer.safeParse(parseJson(text)).success;

export const boxCalls = ({ box, tokens }: BoxCallTools): BoxCalls => {
  const { address, port, tlsName, ca } = box;
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
    const { token } = await tokens.token(box, signal, renew);
    const accept = path.includes('?action=') ? 'text/xml, application/json' : 'application/json';
    return reachBox(() => callText(requestOf(token, path, signal, accept)), signal);
  };

  const start = async (path: string, signal: AbortSignal, renew: boolean): Promise<StartedBackup> => {
    const { token, account } = await tokens.token(box, signal, renew);
    const { backupPassword, versionId: secretVersionId } = account;
    const request = requestOf(token, path, signal, '*/*');
    if (backupPassword === undefined) return { answer: await reachBox(() => callStreamed(request), signal), secretVersionId };
    const headers = { ...request.headers, 'content-type': 'application/json' };
    const body = JSON.stringify({ password: backupPassword });
    const answer = await reachBox(() => callStreamed({ ...request, method: 'POST', headers, body }), signal);
    return { answer, secretVersionId };
  };

  return {
    where,
    get: async (path, signal) => {
      const first = await ask(path, signal, false);
      if (!isDead(path, first)) return first;
      const second = await ask(path, signal, true);
      if (isDead(path, second))
        throw deniedAnswer(where, `a new token is not accepted either (HTTP ${second.status} to ${path})`);
      return second;
    },
    startBackup: async (path, signal) => {
      const started = await start(path, signal, false);
      const first = started.answer;
      if (first.status === 429) return started;
      // By what it says, whatever it is called: a dead token's answer is JSON, and a backup never begins like it.
      const { beginning, answer } = first.status === 401 ? { beginning: '{', answer: first } : await peek(first);
      if (!beginning.trimStart().startsWith('{')) return { ...started, answer };
      answer.close();
      return start(path, signal, true);
    },
  };
};
