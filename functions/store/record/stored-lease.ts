// Who holds the pair, as stored in its record: the lease of a running recovery, and what a halted one leaves.
import * as z from 'zod/mini';
import { applianceName, epochForm, executionArn, recoveryIdForm, time } from '../form/stored-forms.ts';

export const kind = z.enum(['failover', 'drill', 'fence', 'switchover', 'reprotect']);

export const Hold = z.looseObject({
  reason: z.string(),
  message: z.string(),
  hint: z.exactOptional(z.string()),
  phase: z.string(),
  done: z.array(z.string()),
  left: z.array(z.string()),
  resumeInput: z.record(z.string(), z.unknown()),
  recoveryId: recoveryIdForm,
  epoch: epochForm,
  from: applianceName,
  to: applianceName,
  primary: z.exactOptional(applianceName),
  carried: z.exactOptional(z.string()),
  since: time,
  lapsesAt: z.exactOptional(time),
});

const signed = { by: z.string(), reason: z.string() };

const Named = z.union([z.looseObject({ id: z.string(), ...signed }), z.looseObject({ before: time, ...signed })]);

const Loss = z.looseObject({
  backupId: z.string(),
  capturedAt: time,
  lostSeconds: z.int().check(z.minimum(0)),
  newerPassedOver: z.int().check(z.minimum(0)),
});

export const Lease = z.looseObject({
  owner: executionArn,
  epoch: epochForm,
  notAfter: time,
  recoveryId: recoveryIdForm,
  kind,
  dryRun: z.boolean(),
  from: z.exactOptional(applianceName),
  to: z.exactOptional(applianceName),
  awaitedBy: z.exactOptional(recoveryIdForm),
  preemptedBy: z.exactOptional(recoveryIdForm),
  decidedAt: z.exactOptional(time),
  raisedAbove: z.exactOptional(epochForm),
  named: z.exactOptional(Named),
  loss: z.exactOptional(Loss),
});

const person = { by: z.string(), reason: z.string(), at: time };

export const Question = z.looseObject({
  recoveryId: recoveryIdForm,
  epoch: epochForm,
  from: applianceName,
  to: applianceName,
  backupId: z.string(),
  askedBecause: z.enum(['ask', 'pause', 'window']),
  askedAt: time,
  until: time,
  notifiedAt: z.exactOptional(time),
});

export const Answer = z.looseObject({
  recoveryId: recoveryIdForm,
  epoch: epochForm,
  to: z.exactOptional(applianceName),
  backupId: z.exactOptional(z.string()),
  verdict: z.enum(['approved', 'denied']),
  ...person,
});

export const Confirmation = z.looseObject({
  what: z.enum(['fence']),
  recoveryId: recoveryIdForm,
  epoch: epochForm,
  by: z.string(),
  how: z.string(),
  at: time,
});
