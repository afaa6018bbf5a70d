// POST /lab/restore: a private endpoint for the lab's own restore function. The real appliance has no such endpoint,
// only an upload form behind /login; what happens after the upload is the same.

import type { BehaviourName } from '../behaviour/behaviours.ts';
import type { StoredState } from '../state/appliance.ts';
import { type BackupReader, readBackup } from '../state/backup-file.ts';
import { answerJson, basicCredentials, type Endpoint, type Exchange } from '../state/exchange.ts';
import { beginRestoreInFailureMode, judgeFile } from '../state/restore-file.ts';

const refuse = (
  exchange: Exchange,
  behaviour: BehaviourName,
  status: number,
  message: string,
  detail = message,
): void => {
  exchange.appliance.record('restore-refused', detail);
  answerJson(exchange, behaviour, status, { message });
};

const header = (exchange: Exchange, name: string): string | undefined => {
  const value = exchange.request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const receive = async (exchange: Exchange): Promise<BackupReader> => {
  const file = readBackup();
  for await (const chunk of exchange.request as AsyncIterable<Buffer>) file.add(chunk);
  return file;
};

const accept = (exchange: Exchange, file: BackupReader, state: StoredState): void => {
  const begun = beginRestoreInFailureMode(exchange.appliance, { state, sha256: file.sha256() });
  if (begun === 'busy') refuse(exchange, 'restore.door', 409, 'Another restore is under way.');
  else if (begun === 'begun, answer lost') exchange.response.destroy();
  else answerJson(exchange, 'restore.door', 202, { message: 'The backup is being restored.' });
};

/**
 * Basic authentication with the appliance's API account; the .nsb file as body; its SHA-256 in hex in `content-sha256`;
 * the
 * file's password, if any, in `x-backup-password`. 202: the appliance restarts. 401, 409, 422 with `{message}`: nothing
 * changed.
 */
export const restoreDoor: Endpoint = async (exchange) => {
  const { appliance } = exchange;
  const basic = basicCredentials(exchange.request);
  const { account } = appliance.stored;
  if (basic?.user !== account.clientId || basic.password !== account.clientSecret) {
    exchange.request.resume();
    refuse(exchange, 'restore.door', 401, 'Sign-in failed.');
    return;
  }
  const expected = header(exchange, 'content-sha256')?.toLowerCase();
  const file = await receive(exchange);
  if (expected !== file.sha256()) {
    refuse(exchange, 'restore.damaged', 422, 'The uploaded bytes do not match content-sha256.');
    return;
  }
  const judged = judgeFile(appliance, file, header(exchange, 'x-backup-password'));
  if ('refused' in judged) refuse(exchange, judged.behaviour, 422, judged.refused, file.sha256());
  else accept(exchange, file, judged.state);
};
