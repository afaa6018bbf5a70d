// Rehearses the sign-in at the standby's /login, up to the form that takes a backup, and signs out again. A refused
// password goes into the pair record, so that no recovery presents it again.
import type { SignInRehearsalOf } from '../../appliance/restore/sign-in-rehearsal.ts';
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import { LoginRefusedError } from '../../contract/errors/login-refused.ts';
import { applianceOf, type PairSettings, peerOf, tlsNameOf } from '../../contract/settings/pair-settings.ts';
import type { Inspection } from '../../domain/inspection/inspection.ts';
import type { Check } from '../../domain/model/readiness-check.ts';
import { NEEDS } from '../../domain/needs/needs.ts';
import { unansweredBy } from '../../domain/readiness/inspected-checks.ts';
import { isSignInDone, type SignInNote } from '../../domain/readiness/sign-in-due.ts';
import { accountsOf } from '../../domain/record/accepted-accounts.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { rememberingLogin } from '../../domain/record/refused-login.ts';
import { pauseNow } from '../../domain/recovery/pause.ts';
import type { PairRecords } from '../../store/record/pair-records.ts';

export interface CheckSignInTools {
  readonly signInRehearsalOf: SignInRehearsalOf;
  readonly records: Pick<PairRecords, 'change'>;
}

interface Question {
  readonly settings: PairSettings;
  readonly record: PairRecord;
  readonly inspection: Inspection | undefined;
  readonly last: SignInNote | undefined;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

const OF = { need: 'sign-in', about: NEEDS['sign-in'].is } as const;

/** Why nobody may sign in now; undefined if one may. */
const obstacle = ({ settings, record, inspection, nowMs }: Question, standby: string): string | undefined => {
  if (settings.policy.automation === 'observe')
    return 'a pair that is only observed (policy.automation: observe) has no right to read the account for /login';
  if (record.lease) return `the recovery ${record.lease.recoveryId} is under way`;
  if (pauseNow(record, nowMs)) return 'the pair is paused';
  const stale = unansweredBy(inspection, { record, nowMs });
  if (stale !== undefined) return stale;
  const fit = inspection?.checks?.find(({ need }) => need === 'standby');
  return fit?.result === 'passed' ? undefined : `${standby} was not found fit at ${inspection?.at}`;
};

const markOf = ({ settings, inspection }: Question, standby: string, versionId: string): string => {
  const { restore } = applianceOf(settings, standby);
  const hints = restore.method === 'login-form' ? restore.hints : {};
  return JSON.stringify([standby, inspection?.healthTexts?.[standby]?.runs ?? '', hints, versionId]);
};

const rehearsed = async (
  { signInRehearsalOf, records }: CheckSignInTools,
  question: Question,
  standby: string,
): Promise<SignInNote | undefined> => {
  const { settings, record, last, nowMs, signal } = question;
  const rehearsal = signInRehearsalOf(settings, standby);
  if (!rehearsal) return undefined;
  const made = { mark: markOf(question, standby, '') };
  const refusedLogin = record.refusedLogins?.[standby];
  const order = {
    appliance: applianceOf(settings, standby),
    tlsName: tlsNameOf(settings),
    accountsOf: applianceOf(settings, accountsOf(record, standby)),
    ...(refusedLogin && { refusedLogin }),
    isDone: (versionId: string) => {
      made.mark = markOf(question, standby, versionId);
      return isSignInDone(last, made.mark, nowMs);
    },
  };
  const at = new Date(nowMs).toISOString();
  try {
    const found = await rehearsal.rehearse(order, signal);
    if (!found) return last;
    if (refusedLogin)
      await records.change(settings, (current) => ({ record: rememberingLogin(current, standby, undefined) }));
    const end = found.signedOut ? 'signed out again' : 'the session ends by itself: no way to sign out was found';
    const message = `signed in at ${standby} at ${at}, found the form on ${found.form}, ${end}`;
    return { at, ...made, check: { ...OF, result: 'passed', message } };
  } catch (error) {
    if (error instanceof LoginRefusedError)
      await records.change(settings, (current) => ({ record: rememberingLogin(current, standby, error.refused) }));
    const { name, message, hint } = describeFailure(error);
    const said = `tried at ${at}: ${message}`;
    return { at, ...made, check: { ...OF, result: 'failed', name, message: said, fix: hint, alarms: true } };
  }
};

/** @returns the note to keep, if there is one, and the check. Never throws for what the appliance does. */
export const checkSignIn = async (
  tools: CheckSignInTools,
  question: Question,
): Promise<{ readonly signIn?: SignInNote; readonly checks: readonly Check[] }> => {
  const standby = peerOf(question.settings, question.record.primary).name;
  if (applianceOf(question.settings, standby).restore.method !== 'login-form') {
    const reason = `your own function restores ${standby}; only a drill or a failover calls it`;
    return { checks: [{ ...OF, result: 'not-checked', reason }] };
  }
  const why = obstacle(question, standby);
  const note = why === undefined ? await rehearsed(tools, question, standby) : question.last;
  if (note) return { signIn: note, checks: [note.check] };
  return { checks: [{ ...OF, result: 'not-checked', reason: why ?? NEEDS['sign-in'].unchecked }] };
};
