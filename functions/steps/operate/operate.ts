// Operate: small operations that a person requests by the input of the same workflow. They change only the pair record.

import { describeFailure } from '../../contract/errors/describe-failure.ts';
import { type PairSettings, peerOf } from '../../contract/settings/pair-settings.ts';
import type { ResultOf } from '../../contract/workflow/step-answers.ts';
import { wrongInput } from '../../contract/workflow/verbs/parse-input.ts';
import type { OperationInput } from '../../contract/workflow/verbs/verbs.ts';
import { describeQuestion } from '../../domain/approval/question.ts';
import { failure } from '../../domain/failure/failure.ts';
import { describeInspection } from '../../domain/inspection/describe-inspection.ts';
import { describeCheck } from '../../domain/model/readiness-check.ts';
import type { PairRecord } from '../../domain/record/pair-record.ts';
import { newPause } from '../../domain/recovery/pause.ts';
import { liftingInput } from '../../domain/recovery/quarantine.ts';
import { describeRecord } from '../../domain/recovery/status.ts';
import { bodyOf, subjectLine } from '../../domain/text/notification-body.ts';
import { plainDeep } from '../../domain/text/plain-text.ts';
import type { Messages } from '../../platform/messages.ts';
import { namesOf } from '../pairs/read-pairs.ts';
import { type ReadReadinessTools, readReadiness } from '../readiness/read-readiness.ts';
import type { Step } from '../recovery/phase-step.ts';
import { answerRecovery } from './answer-recovery.ts';
import { confirmToRecovery } from './confirm-to-recovery.ts';
import { resumePair } from './resume-pair.ts';
import { distrustBackup, type TrustTools, trustBackup } from './trust-backup.ts';

export interface OperateTools extends TrustTools, ReadReadinessTools {
  readonly messages: Messages;
}

interface Done {
  readonly record: PairRecord;
  readonly nowMs: number;
  /** One sentence for the notification. Omitted if nothing was done. */
  readonly message?: string;
}

const withoutHold = ({ hold: _lifted, ...rest }: PairRecord): PairRecord => rest;
const withoutQuarantine = ({ quarantined: _lifted, ...rest }: PairRecord): PairRecord => rest;

interface Acknowledged {
  /** What is lifted, in a sentence. */
  readonly lifted: string;
  /** Undefined if there was nothing to lift. */
  readonly record: PairRecord | undefined;
}

/** Lifts a hold without its name. A quarantine protects data, so it must be named. */
const acknowledgeHold = (record: PairRecord): Acknowledged => {
  const { pair, hold, quarantined } = record;
  const stands = quarantined
    ? `; the quarantine of ${quarantined.appliance} remains: lift it with ${liftingInput(pair, quarantined)}`
    : '';
  if (!hold) return { lifted: `there was no hold${stands}`, record: undefined };
  return {
    lifted: `the hold of ${hold.recoveryId} (${hold.reason}) is lifted${stands}`,
    record: withoutHold(record),
  };
};

/** @throws WrongInput */
const acknowledgeQuarantine =
  (appliance: string) =>
  (record: PairRecord): Acknowledged => {
    const { quarantined, hold } = record;
    if (quarantined?.appliance !== appliance) {
      const is = quarantined ? `${quarantined.appliance} is` : 'no appliance is';
      throw wrongInput([`quarantine: ${appliance} is not quarantined; ${is}`]);
    }
    const held = hold ? `; the hold of ${hold.recoveryId} (${hold.reason}) remains` : '';
    return {
      lifted: `the quarantine of ${appliance} is lifted: it is the standby again, and a recovery may overwrite it${held}`,
      record: withoutQuarantine(record),
    };
  };

/** The next reading records its power controllers' machine again. @throws WrongInput */
const acknowledgePowerTarget =
  (appliance: string) =>
  (record: PairRecord): Acknowledged => {
    const { [appliance]: lifted, ...powerTargets } = record.powerTargets ?? {};
    if (lifted === undefined) throw wrongInput([`powerTarget: no machine is recorded for ${appliance}`]);
    const { powerReading: _old, ...rest } = record;
    return {
      lifted: `Twinbox records again which machine the power controllers of ${appliance} control`,
      record: { ...rest, powerTargets },
    };
  };

const acknowledged = ({
  quarantine,
  powerTarget,
}: {
  quarantine?: string | undefined;
  powerTarget?: string | undefined;
}) => {
  if (powerTarget !== undefined) return acknowledgePowerTarget(powerTarget);
  return quarantine === undefined ? acknowledgeHold : acknowledgeQuarantine(quarantine);
};

const operateOn = async (tools: OperateTools, settings: PairSettings, operation: OperationInput): Promise<Done> => {
  const { records } = tools;
  const { name } = settings;
  switch (operation.kind) {
    case 'status':
      return records.read(settings);
    case 'pause': {
      const done = await records.change(settings, (record, nowMs) => {
        const pause = newPause(operation, nowMs);
        if ('fault' in pause) throw wrongInput([pause.fault]);
        return { record: { ...record, pause }, until: pause.until };
      });
      const message = `${name} is paused until ${done.until}: ${operation.reason}. Until then Twinbox changes nothing, whatever happens.`;
      return { ...done, message };
    }
    case 'resume':
      return resumePair(tools, settings, operation);
    case 'acknowledge': {
      const { by } = operation;
      const acknowledge = acknowledged(operation);
      const done = await records.change(settings, acknowledge);
      return { ...done, message: `${name}: acknowledged by ${by}: ${done.lifted}.` };
    }
    case 'confirm':
      return confirmToRecovery(tools, settings, operation);
    case 'approve':
      return answerRecovery(tools, settings, { ...operation, verdict: 'approved' });
    case 'deny':
      return answerRecovery(tools, settings, { ...operation, verdict: 'denied' });
    case 'trust':
      return trustBackup(tools, settings, operation);
    case 'distrust':
      return distrustBackup(tools, settings, operation);
  }
};

/** The verdict of readiness first. An inspection that cannot be read must not fail the status. */
const inspected = async (
  tools: OperateTools,
  settings: PairSettings,
  { record, nowMs }: Done,
): Promise<readonly string[]> => {
  const standby = peerOf(settings, record.primary).name;
  const question = { record, standby, automation: settings.policy.automation, nowMs };
  const [read] = await Promise.allSettled([tools.inspections.read(settings.name)]);
  const inspection = read.status === 'fulfilled' ? read.value : undefined;
  const unread = read.status === 'fulfilled' ? undefined : describeFailure(read.reason).message;
  const { line, checks } = await readReadiness(tools, { settings, record, nowMs, ...(inspection && { inspection }) });
  const lines = describeInspection(inspection, question, unread);
  const open = checks.filter(({ result }) => result !== 'passed').map(describeCheck);
  return [line, ...lines, ...open.filter((one) => !lines.includes(one))];
};

/** @throws WrongInput, PairRecordContended */
export const operate =
  (tools: OperateTools): Step<ResultOf<'Operate'>> =>
  async ({ state, execution }) => {
    const { operation, settings } = state;
    if (!operation || !settings) {
      throw failure('WorkflowBroken', 'Operate was started without an operation', 'Start the workflow from Begin.');
    }
    const done = plainDeep(await operateOn(tools, settings, operation));
    const { record, nowMs, message } = done;
    const status = [
      ...(operation.kind === 'status' ? await inspected(tools, settings, done) : []),
      ...(record.question ? [describeQuestion(settings.name, record.question)] : []),
      ...describeRecord(record, namesOf(settings), nowMs),
    ];
    if (message !== undefined) {
      const body = bodyOf([
        `What happened: ${message}`,
        'What callers should do: nothing.',
        ...status,
        `Execution: ${execution}`,
      ]);
      await tools.messages.notify({ subject: subjectLine(`${settings.name}: ${operation.kind}`), body });
    }
    return { outcome: 'finished', attempt: 1, evidence: message === undefined ? status : [message, ...status] };
  };
