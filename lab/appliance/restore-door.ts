// POST /lab/restore: the box's private way in, for the lab's own restore function. The real box has no such endpoint, only an
// upload form behind /login; what happens after the upload is the same.
import { type BackupReader, readBackup, UnusableBackup } from './backup-file.ts';
import type { BehaviourName } from './behaviours.ts';
import type { Box, StoredState } from './box.ts';
import { answerJson, basicCredentials, type Endpoint, type Exchange } from './exchange.ts';

const refuse = (exchange: Exchange, behaviour: BehaviourName, status: number, message: string): void => {
  exchange.box.record('restore-refused', message);
  answerJson(exchange, behaviour, status, { message });
};

const header = (exchange: Exchange, name: string): string | undefined => {
  const value = exchange.request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const refusedBinding = (box: Box, file: BackupReader): string | undefined => {
  const { product, version, build, siteName } = file.binding();
  const here = box.binding;
  if (product !== here.product) return `The backup was made by product ${product}; this appliance runs ${here.product}.`;
  if (version !== here.version || build !== here.build)
    return `The backup was made by version ${version} (${build}); this appliance runs ${here.version} (${here.build}).`;
  if (!box.options.tlsNames.includes(siteName) && siteName !== here.siteName)
    return `The backup belongs to the site ${siteName}; this appliance is ${here.siteName}.`;
  return undefined;
};

const receive = async (exchange: Exchange): Promise<BackupReader> => {
  const file = readBackup();
  for await (const chunk of exchange.request as AsyncIterable<Buffer>) file.add(chunk);
  return file;
};

const accept = (exchange: Exchange, file: BackupReader, state: StoredState): void => {
  const { box, response } = exchange;
  const mood = box.moods.restore;
  if (mood !== undefined) box.shows('restore.failures');
  if (mood === 'no-restart') {
    answerJson(exchange, 'restore.door', 202, { message: 'The backup is being restored.' });
    return;
  }
  if (!box.beginRestore({ state, sha256: file.sha256() })) {
    refuse(exchange, 'restore.door', 409, 'Another restore is under way.');
    return;
  }
  if (mood === 'lost-answer') response.destroy();
  else answerJson(exchange, 'restore.door', 202, { message: 'The backup is being restored.' });
};

/**
 * Basic authentication with the box's API account; the .nsb file as body; its SHA-256 in hex in `content-sha256`; the
 * file's password, if any, in `x-backup-password`. 202: the box restarts. 401, 409, 422 with `{message}`: nothing changed.
 */
export const restoreDoor: Endpoint = async (exchange) => {
  const { box } = exchange;
  const basic = basicCredentials(exchange.request);
  const { account } = box.stored;
  if (basic?.user !== account.clientId || basic.password !== account.clientSecret) {
    exchange.request.resume();
    refuse(exchange, 'restore.door', 401, 'Sign-in failed.');
    return;
  }
  const expected = header(exchange, 'content-sha256')?.toLowerCase();
  const file = await receive(exchange);
  try {
    if (expected !== file.sha256()) {
      refuse(exchange, 'restore.damaged', 422, 'The uploaded bytes do not match content-sha256.');
      return;
    }
    const wrongPlace = refusedBinding(box, file);
    if (wrongPlace !== undefined) {
      refuse(exchange, 'restore.binding', 422, wrongPlace);
      return;
    }
    const content = file.open(header(exchange, 'x-backup-password') ?? box.options.backupPassword);
    if (box.moods.restore === 'refuse') refuse(exchange, 'restore.failures', 422, 'The backup could not be restored.');
    else accept(exchange, file, JSON.parse(content) as StoredState);
  } catch (error) {
    if (!(error instanceof UnusableBackup)) throw error;
    refuse(exchange, error.why === 'wrong-password' ? 'restore.password' : 'restore.damaged', 422, error.message);
  }
};
