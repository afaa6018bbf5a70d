// The shapes of the appliance's JSON answers that we rely on, and their translation into our words. Unknown keys are let
// pass: the vendor adds fields. Source: the Command API 2.0.0 specification (GET /health, GET /info).
import * as z from 'zod/mini';
import type { ApplianceHealth } from './appliance.ts';

/** A 500 with this shape is a verdict on the box's health, not a fault. */
export const HealthAnswer = z.object({
  version: z.string(),
  build: z.string(),
  appliance_hostname: z.nullish(z.string()),
  appliance_id: z.string(),
  cluster_role: z.nullish(z.string()),
  failover_role: z.nullish(z.string()),
});

export const InfoAnswer = z.object({ product: z.string() });

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
  const reportedRole = ROLES[health.failover_role ?? 'none'];
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
