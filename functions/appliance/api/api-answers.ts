// The shapes of the appliance's JSON answers, translated into our own terms. Ignores unknown keys, because the vendor
// adds fields.
// Source: the Command API 2.0.0 specification (GET /health, GET /info).
import * as z from 'zod/mini';
import type { ApplianceHealth } from '../appliance.ts';

/** Bounds what an appliance can put into records and reports. */
const short = z.string().check(z.maxLength(255));
const filled = short.check(z.minLength(1));

/** Empty if the appliance does not report it. A number becomes text. */
const notifiedOrNot = z.pipe(
  z.nullish(z.union([short, z.number()])),
  z.transform((value) => (value === null || value === undefined ? '' : String(value))),
);

/** A 500 with this shape is a health verdict, not a fault. Only the id is required. */
export const HealthAnswer = z.object({
  version: notifiedOrNot,
  build: notifiedOrNot,
  appliance_hostname: z.nullish(short),
  appliance_id: z.string().check(z.regex(/^[0-9a-fA-F-]{1,64}$/)),
  cluster_role: z.nullish(short),
  failover_role: z.nullish(short),
});

export const InfoAnswer = z.object({ product: filled });

/** A JSON answer that does not name the product: then the product is unknown. */
export const isUnreportedInfo = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/**
 * The product and sign-in mechanisms, which an appliance reports without authentication. Source: the vendor's Terraform
 * provider, which takes `bpam` for Privileged Remote Access and anything else for Remote Support; the elements of
 * `mechs` are not documented.
 */
export const MechanismsAnswer = z.object({
  mechs: z.nullish(z.array(z.unknown()).check(z.maxLength(100))),
  default_mech: z.nullish(z.unknown()),
  product: z.nullish(short),
});

/** A dead token's answer; its HTTP status is not documented. */
export const DeniedAnswer = z.object({ error: z.literal('access_denied') });

/** The vendor's "backup" role is our standby; here *backup* means stored data. */
const ROLES: Readonly<Record<string, ApplianceHealth['reportedRole']>> = {
  none: 'none',
  primary: 'primary',
  backup: 'standby',
};

/** @returns undefined if the role is unknown. */
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
