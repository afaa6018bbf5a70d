// The settings of one pair, as written in twinbox.yaml and as Begin reads them from the parameter. lib checks the file
// with this schema, and functions parse the parameter with it. Unknown keys are faults.
import * as z from 'zod/mini';
import { BackupSettings } from './backup-settings.ts';
import { PolicySettings, whole } from './policy-settings.ts';
import { PowerSettings } from './power-settings.ts';
import { AttestedSettings, PatchedSettings } from './readiness-settings.ts';
import {
  address,
  certificates,
  hostName,
  hostPort,
  lambdaArn,
  name,
  pin,
  port,
  secretName,
  via,
} from './setting-fields.ts';
import { WindowSettings } from './window-settings.ts';

/** The user's own function, which restores a backup to the appliance. */
const lambdaRestore = z.strictObject({ method: z.literal('lambda'), functionArn: lambdaArn });

const pagePath = z.string().check(z.regex(/^\/[!-~]{0,500}$/, 'a path on the appliance, beginning with /'));
const words = z.string().check(z.minLength(1), z.maxLength(200));

/** Hints for the appliance's pages; each key overrides what Twinbox reads from them. */
const loginHints = z.strictObject({
  loginPath: z.optional(pagePath),
  signInMethod: z.optional(words),
  userField: z.optional(words),
  acceptAgreement: z.optional(z.boolean()),
  uploadPath: z.optional(pagePath),
  fileField: z.optional(words),
  passwordField: z.optional(words),
  successText: z.optional(words),
});

/**
 * The appliance's own web interface. Its account is in a separate secret, which only UploadBackup and CheckReadiness
 * may read.
 */
const loginFormRestore = z.strictObject({
  method: z.literal('login-form'),
  secret: secretName,
  hints: z._default(loginHints, {}),
});

/**
 * What to trust instead of the public authorities: the CA of the appliance's certificate, or the certificate itself and
 * its successor.
 */
const applianceTls = z
  .strictObject({ ca: z.optional(certificates), pins: z.optional(z.array(pin).check(z.minLength(1), z.maxLength(2))) })
  .check(z.refine(({ ca, pins }) => (ca === undefined) !== (pins === undefined), 'either ca or pins'));

/** The management path: address of the appliance's API and of its pages behind /login. */
const management = z.strictObject({ address, port: z._default(port, 443), via });

export const ApplianceSettings = z.strictObject({
  name,
  /** The users' path: decides whether the appliance counts as down. */
  address,
  port: z._default(port, 443),
  management: z.optional(management),
  /** Secrets Manager secret {clientId, clientSecret, backupPassword?} of the appliance as first installed. */
  secret: secretName,
  site: z._default(z.strictObject({ pathWitnesses: z._default(z.array(hostPort), []) }), { pathWitnesses: [] }),
  restore: z.discriminatedUnion('method', [lambdaRestore, loginFormRestore]),
  power: z.array(PowerSettings).check(z.minLength(1), z.maxLength(6)),
  tls: z.optional(applianceTls),
  /** Compared like version and build. */
  patched: z.optional(PatchedSettings),
});

export const PairSettings = z.strictObject({
  name,
  service: z.strictObject({
    names: z.array(hostName).check(z.minLength(1), z.maxLength(5)),
    ports: z._default(z.array(port).check(z.minLength(1)), [443]),
  }),
  appliances: z.array(ApplianceSettings).check(z.length(2)),
  /** Where the service runs when all is well: one of the two appliances. */
  preferred: name,
  /** Why a standby with the primary's configuration does no harm beside the primary. */
  standby: z._default(z.strictObject({ quiet: z.optional(z.enum(['isolated', 'attested'])) }), {}),
  traffic: z.strictObject({
    mode: z.literal('dns-record'),
    ttlSeconds: z._default(whole(1, 300), 30),
    zones: z
      .array(z.strictObject({ id: z.string().check(z.regex(/^Z[A-Z0-9]{3,31}$/, 'a hosted zone id')) }))
      .check(z.length(1)),
    /** Authoritative servers as ip:port; default: the zone's delegation set. */
    nameServers: z._default(z.array(hostPort), []),
    /** Servers at which the delegation walk begins, as ip:port; default: the root servers. */
    parents: z._default(z.array(hostPort), []),
    /** Resolvers of the users, as ip:port: queried for the report only. */
    resolvers: z._default(z.array(hostPort), []),
  }),
  watch: z._default(
    z.strictObject({
      roundSeconds: z._default(z.literal(10), 10),
      failuresToAlarm: z._default(whole(2, 30), 3),
      /** A certificate that expires in fewer days raises an alarm. */
      certificateDays: z._default(whole(1, 365), 21),
      /** Outside URLs that distinguish a dead appliance from a blind observer. */
      witnesses: z._default(z.array(z.url()), [
        'https://checkip.amazonaws.com/',
        'https://www.cloudflare.com/cdn-cgi/trace',
      ]),
    }),
    {
      roundSeconds: 10,
      failuresToAlarm: 3,
      certificateDays: 21,
      witnesses: ['https://checkip.amazonaws.com/', 'https://www.cloudflare.com/cdn-cgi/trace'],
    },
  ),
  backup: BackupSettings,
  policy: PolicySettings,
  /** Twinbox acts on no outage by itself that stood in one of them. */
  windows: WindowSettings,
  attested: z.optional(AttestedSettings),
});

export type ApplianceSettings = z.infer<typeof ApplianceSettings>;
export type PairSettings = z.infer<typeof PairSettings>;
export type LoginFormSettings = z.infer<typeof loginFormRestore>;
export type LoginHints = LoginFormSettings['hints'];

/** The settings of the named appliance. */
export const applianceOf = (settings: PairSettings, applianceName: string): ApplianceSettings => {
  const found = settings.appliances.find((appliance) => appliance.name === applianceName);
  if (!found) throw new RangeError(`pair ${settings.name} has no appliance ${applianceName}`);
  return found;
};

/**
 * Address of its API and /login: the management path if the settings have one, else the users' path.
 * @example managementOf({ address: '203.0.113.10', port: 443 }) // { address: '203.0.113.10', port: 443 }
 */
export const managementOf = (appliance: ApplianceSettings): Readonly<{ address: string; port: number }> => {
  const { address, port } = appliance.management ?? appliance;
  return { address, port };
};

/**
 * Certificates (PEM) to trust for a call to the appliance; undefined for the public authorities.
 * @example trustOf({ pins: ['PEM 1', 'PEM 2'] }) // 'PEM 1\nPEM 2'
 */
export const trustOf = (tls: ApplianceSettings['tls']): string | undefined => tls?.ca ?? tls?.pins?.join('\n');

/** The other one of the two. */
export const peerOf = (settings: PairSettings, applianceName: string): ApplianceSettings => {
  const found = settings.appliances.find((appliance) => appliance.name !== applianceName);
  if (!found) throw new RangeError(`pair ${settings.name} has no appliance other than ${applianceName}`);
  return found;
};

/** The name for the TLS check of an appliance, whatever its address. */
export const tlsNameOf = (settings: PairSettings): string => {
  const [first] = settings.service.names;
  if (first === undefined) throw new RangeError(`pair ${settings.name} has no service name`);
  return first;
};
