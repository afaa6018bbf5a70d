// The shapes of the appliance's JSON answers that we rely on, and their translation into our words. Unknown keys are let
// pass: the vendor adds fields. Source: the Command API 2.0.0 specification (GET /health, GET /info).
import * as z from 'zod/mini';
import type { ApplianceHealth } from './appliance.ts';

/** What goes into records and reports has a bound, whatever a box says. */
const short = z.string().check(z.maxLength(255));
const filled = short.check(z.minLength(1));

/** A 500 with this shape is a verdict on the box's health, not a fault. */
export const HealthAnswer = z.object({
  version: filled,
  build: filled,
  appliance_hostname: z.nullish(short),
  appliance_id: z.string().check(z.regex(/^[0-9a-fA-F-]{1,64}$/)),
  cluster_role: z.nullish(short),
  failover_role: z.nullish(short),
});

export const InfoAnswer = z.object({ product: filled });

/** A dead token's answer; its HTTP status is not documented. */
export const DeniedAnswer = z.object({ error: z.literal('access_denied') });

/** The vendor's "backup" role is our standby; here *backup* means stored data. */
const ROLES: Readonly<Record<string, ApplianceHealth['reportedRole']>> = {
  none: 'none',
  primary: 'primary',
  backup: 'standby',
};

/** @returns undefined where the role is one we do not know. */
export const healthOf = (
  healthy: boolean,
  health: z.infer<typeof HealthAnswer>,
  product: string,
): ApplianceHealth | undefined => {
  const role = health.failover_role ?? 'none';
  const reportedRole = Object.hasOwn(ROLES, role) ? ROLES[role] : undefined;
  if (!reportedRole) return undefined;
  return {
    healthy,
    product,
    version: health.version,
    build: health.build,
    applianceId: health.appliance_id.toLowerCase(),
    hostName: health.appliance_hostname ?? '',
    reportedRole,
    clusterRole: health.cluster_role ?? 'single',
  };
};
