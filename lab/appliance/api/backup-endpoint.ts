// GET or POST /api/backup of a simulated box: the configuration and its accounts as one opaque file, and every way in which
// a box can answer 200 with something else.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { writeBackup } from '../state/backup-file.ts';
import type { Box, StoredState } from '../state/box.ts';
import { answer, answerJson, begin, type Endpoint, readJson } from '../state/exchange.ts';
import type { Moods } from '../state/failure-modes.ts';

const DEFAULT_BYTES = 6 * 1024 * 1024;
const DEFAULT_SLOW_SECONDS = 60;
const MIDDLE_DELAY_MS = 500;

const BINARY = 'application/octet-stream';

/** What is said in place of a backup, labelled as one. */
const SAID: Partial<Record<NonNullable<Moods['backup']>, string | Buffer>> = {
  'busy-text': 'Service Unavailable',
  'denied-text': 'Permission denied\n',
  'php-error': 'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted in /x.php on line 12\n',
  zeros: Buffer.alloc(512),
  'empty-gzip': gzipSync(''),
};

const storedNow = (box: Box): StoredState => ({ ...box.stored, role: box.moods.role ?? box.stored.role });

async function* fileBytes(box: Box, password: string | undefined, mood: Moods['backup']): AsyncGenerator<Buffer> {
  const full = box.options.backupBytes ?? DEFAULT_BYTES;
  const bytes = Math.ceil(full * (mood === 'shrunken' ? 0.1 : mood === 'half' ? 0.5 : 1));
  const slowMs = (box.moods.slowBackupSeconds ?? box.options.slowBackupSeconds ?? DEFAULT_SLOW_SECONDS) * 1000;
  const hash = createHash('sha256');
  const content = JSON.stringify(storedNow(box));
  let sent = 0;
  let spoiled = false;
  for (const chunk of writeBackup({ binding: box.binding, content, password }, bytes)) {
    const inMiddle = sent + chunk.length > bytes / 2;
    if (mood === 'damaged' && inMiddle && !spoiled) {
      chunk.writeUInt8(chunk.readUInt8(0) ^ 0xff, 0);
      spoiled = true;
    }
    if (mood === 'cut-by-close' && inMiddle) return;
    if (mood === 'truncated' && inMiddle) {
      await box.clock.sleep(MIDDLE_DELAY_MS);
      throw new Error('cut in the middle, as asked');
    }
    if (mood === 'slow') await box.clock.sleep((slowMs * chunk.length) / bytes);
    hash.update(chunk);
    sent += chunk.length;
    yield chunk;
  }
  if (mood === 'error-at-end') yield Buffer.from('\n<br />\n<b>Fatal error</b>: Allowed memory size exhausted\n');
  box.shows('backup.event');
  box.record('backup_created', hash.digest('hex'));
}

const requestedPassword = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Streams the file; status and headers promise nothing about what follows. */
export const backupEndpoint: Endpoint = async (exchange) => {
  const { box, response } = exchange;
  const password = requestedPassword((await readJson(exchange)).password);
  const mood = box.moods.backup;
  const busy = box.moods.busyBackups ?? 0;
  if (busy > 0) {
    box.moods.busyBackups = busy - 1;
    answerJson(exchange, 'backup.busy', 409, { message: 'Another backup is in progress.' });
    return;
  }
  if (mood !== undefined && mood !== 'slow') box.record('backup-failed', mood);
  if (mood === 'error-page') {
    const page = '<!DOCTYPE html>\n<html><body><h1>An error occurred</h1></body></html>\n';
    answer(exchange, 'backup.failures', 200, 'text/html; charset=UTF-8', page);
  } else if (mood === 'json-error') answerJson(exchange, 'backup.failures', 200, { message: 'The backup could not be created.' });
  else if (mood === 'empty') answer(exchange, 'backup.failures', 200, BINARY, '');
  else if (mood !== undefined && mood in SAID) {
    exchange.box.shows('backup.label');
    answer(exchange, 'backup.failures', 200, BINARY, SAID[mood] ?? '');
  } else if (mood === 'invalid-credentials') answer(exchange, 'backup.false-success', 200, 'text/html', 'Invalid credentials');
  else {
    if (password !== undefined) box.shows('backup.password');
    if (mood !== undefined) box.shows('backup.failures');
    const byClose = mood === 'ends-by-close' || mood === 'cut-by-close';
    if (byClose) {
      box.shows('wire.until-closed');
      response.useChunkedEncodingByDefault = false;
    }
    box.shows('backup.headers');
    box.record('backup-begun');
    const fileName = `${box.binding.siteName}-${new Date(box.clock.nowMs()).toISOString().slice(0, 10)}.nsb`;
    begin(exchange, 'backup.capture', 200, {
      'Content-Type': mood === 'labelled-html' ? 'text/html; charset=UTF-8' : BINARY,
      'Content-Disposition': `attachment; filename="${fileName}"`,
    });
    if (exchange.request.method === 'HEAD') response.end();
    else await pipeline(Readable.from(fileBytes(box, password, mood), { objectMode: false }), response);
  }
};
