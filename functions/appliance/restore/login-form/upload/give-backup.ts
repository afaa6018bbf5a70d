// Uploads the backup to the form, answers what the appliance asks before it restores, and reports the result.
import { failure, isFailure } from '../../../../domain/failure/failure.ts';
import type { Outside } from '../../../../net/platform.ts';
import type { RestoreOrder } from '../../../appliance.ts';
import type { ApplianceSession } from '../appliance-session.ts';
import { type Page, refreshOf } from '../page/page.ts';
import { type Control, inputsOf, type PageForm } from '../page/page-form.ts';
import { before, nothingHappened, unproven } from './restore-failures.ts';
import type { RestoreForm } from './restore-form.ts';
import { type UploadAnswer, type UploadFacts, uploadAnswerOf } from './upload-answer.ts';
import { verifiedStream } from './verified-stream.ts';

const MOST_QUESTIONS = 3;
/**
 * A refusal of the request head comes at once. A sender that does not wait for it loses it with the connection (RFC
 * 9112, 9.5).
 */
const EARLY_ANSWER_MS = 200;

async function* afterEarlyAnswer(
  clock: Outside['clock'],
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  await clock.sleep(EARLY_ANSWER_MS);
  yield* bytes;
}

/** The bytes of the backup by its URL. The URL grants access to whoever has it, so no message contains it. */
const openBackup = async (
  { net }: Outside,
  { backup, backupUrl }: RestoreOrder,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> => {
  const { protocol, hostname, port, pathname, search } = new URL(backupUrl);
  const plain = protocol === 'http:';
  const answer = await net.call({
    address: hostname,
    port: Number(port || (plain ? 80 : 443)),
    ...(plain ? { plain } : { tlsName: hostname }),
    path: `${pathname}${search}`,
    signal,
  });
  if (answer.status === 200) return answer.body;
  answer.close();
  throw nothingHappened(`the backup store answers HTTP ${answer.status} for ${backup.backupId}`);
};

/** Checkboxes without which a browser does not send the form. */
const requiredTicks = (form: PageForm): readonly (readonly [Control, true])[] =>
  inputsOf(form, 'checkbox')
    .filter(({ isRequired, isOn }) => isRequired && !isOn)
    .map((control) => [control, true] as const);

export interface Giving extends Outside {
  readonly session: ApplianceSession;
  readonly restore: RestoreForm;
  readonly backupPassword: string | undefined;
  readonly where: string;
}

/** Gives the file to the form. @throws FileRefused, RestoreRefused, RestoreUnproven */
export const give = async (
  { session, restore, backupPassword, where, ...outside }: Giving,
  order: RestoreOrder,
  signal: AbortSignal,
): Promise<Page> => {
  const { backup } = order;
  const { form, file: fileControl, passwords, button } = restore;
  const file = verifiedStream(await before(where, () => openBackup(outside, order, signal)), backup);
  const filling = new Map<Control, string | true>([
    [fileControl, true],
    ...requiredTicks(form),
    ...(backupPassword === undefined ? [] : passwords.map((control) => [control, backupPassword] as const)),
  ]);
  const uploaded = {
    fileName: `${backup.backupId}.nsb`,
    length: backup.bytes,
    bytes: afterEarlyAnswer(outside.clock, file.bytes),
  };
  try {
    return await session.upload({ form, filling, button }, uploaded);
  } catch (error) {
    if (file.failure) throw file.failure;
    if (!file.complete && !isFailure(error))
      throw nothingHappened(`${where}: the upload of ${backup.backupId} broke off before it was complete`, error);
    if (isFailure(error) && !file.complete) throw error;
    throw unproven(where, `the answer to the upload of ${backup.backupId} was lost`, error);
  }
};

/**
 * Answers the confirmations that the appliance may ask before it restores, and follows pages that redirect by
 * themselves.
 */
export const settle = async (
  session: ApplianceSession,
  first: Page,
  facts: UploadFacts,
  where: string,
): Promise<UploadAnswer> => {
  const lost = (error: unknown): never => {
    throw unproven(where, 'the answer to the confirmation of the restore was lost', error);
  };
  let answer = uploadAnswerOf(first, facts);
  let page = first;
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const forward = answer.is === 'unclear' ? refreshOf(page) : undefined;
    if (answer.is === 'question') {
      const { form, button } = answer;
      page = await session.submit({ form, filling: new Map(requiredTicks(form)), button }).catch(lost);
    } else if (forward) page = await session.open(forward).catch(lost);
    else return answer;
    answer = uploadAnswerOf(page, facts);
  }
  return answer;
};

export const judged = (answer: UploadAnswer, where: string): { readonly marker: string } => {
  switch (answer.is) {
    case 'success':
      return { marker: answer.marker };
    case 'file-refused':
      throw failure(
        'FileRefused',
        `${where} does not accept the file: ${answer.message}`,
        'Twinbox may try the next older backup.',
      );
    case 'refused':
      throw nothingHappened(`${where} did not accept the upload: ${answer.message}`);
    case 'question':
      throw unproven(where, 'the appliance keeps asking whether to restore');
    case 'unclear':
      throw unproven(where, answer.message, undefined, answer.notice);
  }
};
