// The schema of an inspection as stored.
import * as z from 'zod/mini';
import { StoredChecks } from '../form/stored-checks.ts';

const Findings = z.array(z.object({ name: z.string(), message: z.string(), fix: z.string(), alarms: z.boolean() }));

const HealthText = { digest: z.string().check(z.maxLength(64)), message: z.string().check(z.maxLength(200)) };
const KnownHealthText = z.object({
  ...HealthText,
  runs: z.string().check(z.maxLength(1_000)),
  other: z.exactOptional(z.object({ ...HealthText, since: z.iso.datetime() })),
});
const Delegations = z.array(
  z.object({
    name: z.string(),
    verdict: z.enum(['ours', 'elsewhere', 'exempt', 'not-checked']),
    message: z.string(),
    strangers: z.exactOptional(z.array(z.string())),
    at: z.iso.datetime(),
  }),
);

export const StoredInspection = z.object({
  pair: z.string(),
  at: z.iso.datetime(),
  primary: z.string(),
  standby: z.string(),
  standbyFindings: Findings,
  standbyAskedAt: z.exactOptional(z.iso.datetime()),
  parityFindings: z.exactOptional(Findings),
  primaryFindings: Findings,
  checks: z.exactOptional(StoredChecks),
  traffic: z.exactOptional(z.object({ askedAt: z.iso.datetime(), checks: StoredChecks, delegations: Delegations })),
  people: z.exactOptional(
    z.object({
      askedAt: z.iso.datetime(),
      findings: Findings,
      notifiedAt: z.exactOptional(z.iso.datetime()),
      notified: z.exactOptional(z.array(z.string())),
    }),
  ),
  restorePoint: z.exactOptional(
    z.union([z.object({ backupId: z.string(), capturedAt: z.string() }), z.object({ missing: z.string() })]),
  ),
  vaultFindings: z.exactOptional(Findings),
  readBackFindings: z.exactOptional(Findings),
  noReadBackSince: z.exactOptional(z.iso.datetime()),
  healthTexts: z.exactOptional(z.record(z.string(), KnownHealthText)),
  certificateDays: z.exactOptional(z.number()),
});
