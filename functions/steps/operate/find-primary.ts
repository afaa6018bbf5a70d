// Whether an appliance is the primary in fact: users are sent to it and to nothing else, it serves them, and it answers
// its API as an appliance that is not a standby.
import type { Acceptance, ApplianceApiOf, ApplianceProbe } from '../../appliance/appliance.ts';
import { describeFailure } from '../../contract/errors/describe-failure.ts';
import { applianceOf, type PairSettings, tlsNameOf } from '../../contract/settings/pair-settings.ts';
import { accountsOf } from '../../domain/record/accepted-accounts.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { strayNames } from '../../domain/traffic/stray-name.ts';
import type { NameReading } from '../../traffic/traffic.ts';
import { PROBE_TIMEOUT_MS } from '../pairs/probe-timeout.ts';
import { namesOf } from '../pairs/read-pairs.ts';

export interface FindPrimaryTools {
  readonly probe: ApplianceProbe;
  readonly apiOf: ApplianceApiOf;
}

export interface PrimaryFound {
  readonly credentialsOf: string;
  readonly secretVersionId?: string | undefined;
  readonly evidence: readonly string[];
}

interface Question {
  readonly settings: PairSettings;
  readonly record: PairRecord;
  readonly appliance: string;
  readonly names: readonly NameReading[];
  readonly signal: AbortSignal;
}

/** After a restore by hand it accepts the accounts in the backup. */
const acceptedBy = async (
  { apiOf }: FindPrimaryTools,
  { settings, record, appliance, signal }: Question,
): Promise<{ readonly credentialsOf: string; readonly accepted: Exclude<Acceptance, undefined> } | string> => {
  const first = accountsOf(record, appliance);
  const refused: string[] = [];
  for (const credentialsOf of new Set([first, ...namesOf(settings)])) {
    const [answer] = await Promise.allSettled([apiOf(settings, appliance, credentialsOf).accepts(signal)]);
    if (answer.status === 'rejected') return `its API does not answer: ${describeFailure(answer.reason).message}`;
    if (answer.value) return { credentialsOf, accepted: answer.value };
    refused.push(credentialsOf);
  }
  return `it accepts the accounts of neither ${refused.join(' nor ')}`;
};

/** @returns the faults, if any. */
export const findPrimary = async (
  tools: FindPrimaryTools,
  question: Question,
): Promise<PrimaryFound | { readonly faults: readonly string[] }> => {
  const { settings, appliance, names, signal } = question;
  const there = applianceOf(settings, appliance);
  const strays = [
    ...strayNames(names, there),
    ...names.flatMap(({ name, unfit }) => (unfit ? [`${name}: ${unfit}`] : [])),
  ];
  if (strays.length > 0) return { faults: strays };
  const { result, detail } = await tools.probe.probe(there, tlsNameOf(settings), PROBE_TIMEOUT_MS);
  if (result !== 'healthy')
    return { faults: [`${appliance} is ${result} on the users’ path${detail === undefined ? '' : ` (${detail})`}`] };
  const account = await acceptedBy(tools, question);
  if (typeof account === 'string') return { faults: [`${appliance}: ${account}`] };
  const { credentialsOf, accepted } = account;
  const [read] = await Promise.allSettled([
    tools.apiOf(settings, appliance, credentialsOf, accepted.secretVersionId).health(signal),
  ]);
  if (read.status === 'rejected') return { faults: [`${appliance}: ${describeFailure(read.reason).message}`] };
  const { reportedRole, product, version } = read.value;
  if (reportedRole === 'standby')
    return { faults: [`${appliance} reports the vendor's backup role, which accepts no clients`] };
  return {
    credentialsOf,
    secretVersionId: accepted.secretVersionId,
    evidence: [
      `every name points at ${appliance}, which serves users (${product} ${version}, role ${reportedRole}) and accepts the accounts of ${credentialsOf}`,
    ],
  };
};
