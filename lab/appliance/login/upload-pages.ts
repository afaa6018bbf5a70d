// Handles uploads behind /login of a simulated appliance. The status of the answer proves nothing: both refusal and
// success are pages with a message.

import type { Names } from '../pages/page-set.ts';
import { wordsOf } from '../pages/words.ts';
import { type BackupReader, readBackup } from '../state/backup-file.ts';
import type { RestoreBegun } from '../state/restore-begun.ts';
import { beginRestoreInFailureMode, judgeFile } from '../state/restore-file.ts';
import { csrfInput, csrfRight, type LoginEndpoint, type LoginVisit, sendOn, showPage } from './login-visit.ts';
import { type FormBody, readMultipart } from './multipart.ts';

interface Upload {
  readonly form: FormBody;
  readonly files: ReadonlyMap<string, BackupReader>;
}

const receive = async ({ exchange }: LoginVisit): Promise<Upload> => {
  const files = new Map<string, BackupReader>();
  const body = exchange.request as AsyncIterable<Buffer>;
  const form = await readMultipart(exchange.request.headers['content-type'] ?? '', body, (name, chunk) => {
    const file = files.get(name) ?? readBackup();
    files.set(name, file);
    file.add(chunk);
  });
  return { form, files };
};

const refuse = (visit: LoginVisit, text: string, detail = text): void => {
  visit.exchange.appliance.shows('login.file-refused');
  visit.exchange.appliance.record('restore-refused', detail);
  visit.session.notice = { kind: 'refused', text };
  sendOn(visit, visit.set.names.software);
};

const expired = (visit: LoginVisit): void => {
  visit.exchange.appliance.record('restore-refused', 'the form had no right token');
  showPage(visit, 419, 'Page Expired', '<p>The page has expired. Please refresh and try again.</p>');
};

/** Begins the restore, or does what the appliance's failure mode requires. */
const begin = (visit: LoginVisit, start: () => RestoreBegun): void => {
  const { exchange, session, set } = visit;
  const begun = start();
  if (begun === 'busy') refuse(visit, 'Another restore is under way.');
  else if (begun === 'begun, answer lost') exchange.response.destroy();
  else {
    exchange.appliance.shows('login.success-text');
    if (exchange.appliance.failureModes.login !== 'speechless')
      session.notice = { kind: 'success', text: set.successText };
    sendOn(visit, set.names.status);
  }
};

const confirmationForm = (visit: LoginVisit): string =>
  `<p>Restoring will overwrite the current configuration. Do you want to continue?</p>
<form method="post" action="${visit.set.names.confirm.replaceAll('&', '&amp;')}">${csrfInput(visit)}
<button name="answer" value="no">Cancel</button><button name="answer" value="yes">${visit.set.confirmButton}</button></form>`;

/**
 * A browser sends the entries of a form in the order of its document: HTML's standard, "constructing the entry list".
 */
const isInOrder = (names: Names, { order }: FormBody): boolean => {
  const again = names.filePasswordAgainField;
  const document = [names.csrfField, 'utf8', 'section', 'step', names.fileField, names.filePasswordField]
    .concat(again === undefined ? [] : [again])
    .concat('scope', 'go');
  const known = order.filter((name) => document.includes(name));
  // A token that a page's script adds comes last.
  const ordered = known.toSorted((one, other) => document.indexOf(one) - document.indexOf(other));
  const withoutToken = (list: readonly string[]) => list.filter((name) => name !== names.csrfField).join();
  return withoutToken(known) === withoutToken(ordered);
};

const tooLong = (visit: LoginVisit): boolean => {
  const { request, appliance } = visit.exchange;
  const most = visit.set.mostUploadBytes;
  if (most === undefined || Number(request.headers['content-length']) <= most) return false;
  appliance.shows('login.too-long');
  appliance.record('restore-refused', 'too long');
  // Answers before the upload has arrived; unread data is lost with the connection.
  showPage(visit, 413, 'Request Entity Too Large', `<p>The upload exceeds the limit of ${most} bytes.</p>`);
  request.unpipe().resume();
  return true;
};

/** The form with the backup. */
export const takeBackup: LoginEndpoint = async (visit) => {
  const { exchange, set, session } = visit;
  const { appliance } = exchange;
  if (appliance.failureModes.login === 'session-lost') {
    exchange.request.resume();
    visit.sessions.close(session.id);
    sendOn(visit, set.names.signIn);
    return;
  }
  if (tooLong(visit)) return;
  const { form, files } = await receive(visit);
  appliance.shows('login.upload');
  if (!csrfRight(visit, form.fields)) {
    expired(visit);
    return;
  }
  const file = files.get(set.names.fileField);
  const password = form.fields.get(set.names.filePasswordField) ?? '';
  const again = set.names.filePasswordAgainField;
  const [carried, scope] = [form.fields.get('step'), form.fields.get('scope')];
  if (!file) refuse(visit, 'No file was selected.');
  else if (form.fields.get('go') !== '1') refuse(visit, 'Nothing was done.');
  else if (carried !== 'r&1' || scope !== 'all' || !isInOrder(set.names, form))
    refuse(visit, 'The form was incomplete.');
  else if (again !== undefined && form.fields.get(again) !== password) refuse(visit, 'The passwords do not match.');
  else {
    const judged = judgeFile(appliance, file, password === '' ? undefined : password);
    if ('refused' in judged) {
      appliance.shows(judged.behaviour);
      const other = judged.behaviour === 'restore.binding' && set.language !== 'en';
      refuse(visit, other ? wordsOf(set.language).otherVersion(file.binding().version) : judged.refused, file.sha256());
      return;
    }
    const start = () => beginRestoreInFailureMode(appliance, { state: judged.state, sha256: file.sha256() });
    if (!set.confirmation) {
      begin(visit, start);
      return;
    }
    appliance.shows('login.confirmation');
    session.confirm = start;
    showPage(visit, 200, 'Confirm', confirmationForm(visit));
  }
};

/** The page between upload and restore. */
export const takeConfirmation: LoginEndpoint = async (visit) => {
  const fields = new Map<string, string>();
  for await (const chunk of visit.exchange.request as AsyncIterable<Buffer>)
    for (const [name, value] of new URLSearchParams(chunk.toString('utf8'))) fields.set(name, value);
  const { confirm } = visit.session;
  visit.session.confirm = undefined;
  if (!csrfRight(visit, fields)) expired(visit);
  else if (!confirm || fields.get('answer') !== 'yes') sendOn(visit, visit.set.names.software);
  else begin(visit, confirm);
};

/** The other upload form: a backup uploaded here was sent to the wrong form. */
export const takeLicence: LoginEndpoint = async (visit) => {
  await receive(visit);
  visit.exchange.appliance.record('restore-refused', 'a file was given to the licence form');
  visit.session.notice = { kind: 'success', text: 'The license file was uploaded successfully.' };
  sendOn(visit, visit.set.names.software);
};
