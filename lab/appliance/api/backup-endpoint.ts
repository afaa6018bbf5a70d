// GET or POST /api/backup of a simulated appliance: the configuration and its accounts as one opaque file, and every
// known case in which an appliance answers 200 with something else.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { Appliance, StoredState } from '../state/appliance.ts';
import { writeBackup } from '../state/backup-file.ts';
import { answer, answerJson, begin, type Endpoint, readJson } from '../state/exchange.ts';
import type { FailureModes } from '../state/failure-modes.ts';

const DEFAULT_BYTES = 6 * 1024 * 1024;
const DEFAULT_SLOW_SECONDS = 60;
const MIDDLE_DELAY_MS = 500;

const BINARY = 'application/octet-stream';

/** What is sent in place of a backup, labelled as one. */
const SAID: Partial<Record<NonNullable<FailureModes['backup']>, string | Buffer>> = {
  'busy-text': 'Service Unavailable',
  'denied-text': 'Permission denied\n',
  'php-error': 'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted in /x.php on line 12\n',
  zeros: Buffer.alloc(512),
  'empty-gzip': gzipSync(''),
};

const storedNow = (appliance: Appliance): StoredState => ({
  ...appliance.stored,
  role: appliance.failureModes.role ?? appliance.stored.role,
});

async function* fileBytes(
  appliance: Appliance,
  password: string | undefined,
  failureMode: FailureModes['backup'],
): AsyncGenerator<Buffer> {
  const full = appliance.options.backupBytes ?? DEFAULT_BYTES;
  const bytes = Math.ceil(full * (failureMode === 'shrunken' ? 0.1 : failureMode === 'half' ? 0.5 : 1));
  const slowMs =
    (appliance.failureModes.slowBackupSeconds ?? appliance.options.slowBackupSeconds ?? DEFAULT_SLOW_SECONDS) * 1000;
  const hash = createHash('sha256');
  const content = JSON.stringify(storedNow(appliance));
  let sent = 0;
  let spoiled = false;
  for (const chunk of writeBackup({ binding: appliance.binding, content, password }, bytes)) {
    const inMiddle = sent + chunk.length > bytes / 2;
    if (failureMode === 'damaged' && inMiddle && !spoiled) {
      chunk.writeUInt8(chunk.readUInt8(0) ^ 0xff, 0);
      spoiled = true;
    }
    if (failureMode === 'cut-by-close' && inMiddle) return;
    if (failureMode === 'truncated' && inMiddle) {
      await appliance.clock.sleep(MIDDLE_DELAY_MS);
      throw new Error('cut in the middle, as asked');
    }
    if (failureMode === 'slow') await appliance.clock.sleep((slowMs * chunk.length) / bytes);
    hash.update(chunk);
    sent += chunk.length;
    yield chunk;
  }
  if (failureMode === 'error-at-end')
    yield Buffer.from('\n<br />\n<b>Fatal error</b>: Allowed memory size exhausted\n');
  appliance.shows('backup.event');
  appliance.record('backup_created', hash.digest('hex'));
}

const requestedPassword = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Streams the file. Status and headers prove nothing about what follows. */
export const backupEndpoint: Endpoint = async (exchange) => {
  const { appliance, response } = exchange;
  const password = requestedPassword((await readJson(exchange)).password);
  const failureMode = appliance.failureModes.backup;
  const busy = appliance.failureModes.busyBackups ?? 0;
  if (busy > 0) {
    appliance.failureModes.busyBackups = busy - 1;
    answerJson(exchange, 'backup.busy', 409, { message: 'Another backup is in progress.' });
    return;
  }
  if (failureMode !== undefined && failureMode !== 'slow') appliance.record('backup-failed', failureMode);
  if (failureMode === 'error-page') {
    const page = '<!DOCTYPE html>\n<html><body><h1>An error occurred</h1></body></html>\n';
    answer(exchange, 'backup.failures', 200, 'text/html; charset=UTF-8', page);
  } else if (failureMode === 'json-error')
    answerJson(exchange, 'backup.failures', 200, { message: 'The backup could not be created.' });
  else if (failureMode === 'empty') answer(exchange, 'backup.failures', 200, BINARY, '');
  else if (failureMode !== undefined && failureMode in SAID) {
    exchange.appliance.shows('backup.label');
    answer(exchange, 'backup.failures', 200, BINARY, SAID[failureMode] ?? '');
  } else if (failureMode === 'invalid-credentials')
    answer(exchange, 'backup.false-success', 200, 'text/html', 'Invalid credentials');
  else {
    if (password !== undefined) appliance.shows('backup.password');
    if (failureMode !== undefined) appliance.shows('backup.failures');
    const byClose = failureMode === 'ends-by-close' || failureMode === 'cut-by-close';
    if (byClose) {
      appliance.shows('wire.until-closed');
      response.useChunkedEncodingByDefault = false;
    }
    appliance.shows('backup.headers');
    appliance.record('backup-begun');
    const fileName = `${appliance.binding.siteName}-${new Date(appliance.clock.nowMs()).toISOString().slice(0, 10)}.nsb`;
    begin(exchange, 'backup.capture', 200, {
      'Content-Type': failureMode === 'labelled-html' ? 'text/html; charset=UTF-8' : BINARY,
      'Content-Disposition': `attachment; filename="${fileName}"`,
    });
    if (exchange.request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(fileBytes(appliance, password, failureMode), { objectMode: false }), response);
  }
};
