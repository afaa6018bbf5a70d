// The settings of one pair, as the user writes them in twinbox.yaml and as Begin reads them from the parameter. One schema:
// lib checks the file with it, functions parse the parameter with it. Only what is built has a setting; unknown keys are faults.
import * as z from 'zod/mini';
import { BackupSettings } from './backup-settings.ts';
import { PolicySettings, whole } from './policy-settings.ts';
import { address, certificates, hostName, hostPort, lambdaArn, name, pin, port, secretName, via } from './setting-fields.ts';

/** DMTF Redfish at the appliance's own management controller. Its credentials have a secret of their own, which only Fence may read. */
const redfish = z.strictObject({
  method: z.literal('redfish'),
  address,
  port: z._default(port, 443),
  via,
  /** Left out: the only system of the controller. */
  systemPath: z.optional(
    z
      .string()
      .check(z.regex(/^\/redfish\/v1\/Systems\/[!-"$->@-~]{1,200}$/, 'a path of a system, such as /redfish/v1/Systems/1')),
  ),
  secret: secretName,
  /** An account that may only read, for a pair that is observed: with it the controller is read before anything may act. */
  readSecret: z.optional(secretName),
  tls: z.optional(z.strictObject({ ca: certificates, serverName: z.optional(hostName) })),
});

/** No way to switch the appliance off: Fence goes on only by a person's word or by `onUnconfirmedFence: proceed`. */
const noPower = z.strictObject({ method: z.literal('none') });

/** A function of the user's own, which knows how to give a backup to the appliance. */
const lambdaRestore = z.strictObject({ method: z.literal('lambda'), functionArn: lambdaArn });

const pagePath = z.string().check(z.regex(/^\/[!-~]{0,500}$/, 'a path on the appliance, beginning with /'));
const words = z.string().check(z.minLength(1), z.maxLength(200));

/** What the appliance's pages do not tell clearly enough; each key overrides what is found by reading them. */
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

/** The appliance's own web interface. Its account has a secret of its own, which only UploadBackup may read. */
const loginFormRestore = z.strictObject({
  method: z.literal('login-form'),
  secret: secretName,
  hints: z._default(loginHints, {}),
});

/** Whom to trust in place of the public authorities: who signs the appliance's certificate, or the certificate itself and its successor. */
const applianceTls = z
  .strictObject({ ca: z.optional(certificates), pins: z.optional(z.array(pin).check(z.minLength(1), z.maxLength(2))) })
  .check(z.refine(({ ca, pins }) => (ca === undefined) !== (pins === undefined), 'either ca or pins'));

/** Where the appliance's API and its pages behind /login are reached, apart from its users. */
const management = z.strictObject({ address, port: z._default(port, 443), via });

export const ApplianceSettings = z.strictObject({
  name,
  /** The users' path: decides about life and death. */
  address,
  port: z._default(port, 443),
  management: z.optional(management),
  /** Secrets Manager secret {clientId, clientSecret, backupPassword?} of the appliance as installed. */
  secret: secretName,
  site: z._default(z.strictObject({ pathWitnesses: z._default(z.array(hostPort), []) }), { pathWitnesses: [] }),
  restore: z.discriminatedUnion('method', [lambdaRestore, loginFormRestore]),
  power: z.array(z.discriminatedUnion('method', [redfish, noPower])).check(z.minLength(1)),
  tls: z.optional(applianceTls),
});

export const PairSettings = z.strictObject({
  name,
  service: z.strictObject({
    names: z.array(hostName).check(z.minLength(1), z.maxLength(5)),
    ports: z._default(z.array(port).check(z.minLength(1)), [443]),
  }),
  appliances: z.array(ApplianceSettings).check(z.length(2)),
  /** Where the service lives when all is well: one of the two appliances. */
  preferred: name,
  /** What holds of the standby while it carries the primary's configuration, which may begin to act beside the primary. */
  standby: z._default(z.strictObject({ quiet: z.optional(z.enum(['isolated', 'attested'])) }), {}),
  traffic: z.strictObject({
    mode: z.literal('dns-record'),
    ttlSeconds: z._default(whole(1, 300), 30),
    zones: z.array(z.strictObject({ id: z.string().check(z.regex(/^Z[A-Z0-9]{3,31}$/, 'a hosted zone id')) })).check(z.length(1)),
    /** Authoritative servers as ip:port; the zone's delegation set where left out. */
    nameServers: z._default(z.array(hostPort), []),
    /** Where the question whom the world asks for a name begins, as ip:port; the root servers where left out. */
    parents: z._default(z.array(hostPort), []),
    /** Resolvers of the owner's callers, as ip:port: asked for the report only. */
    resolvers: z._default(z.array(hostPort), []),
  }),
  watch: z._default(
    z.strictObject({
      roundSeconds: z._default(z.literal(10), 10),
      failuresToAlarm: z._default(whole(2, 30), 3),
      /** A certificate that ends in fewer days raises an alarm. */
      certificateDays: z._default(whole(1, 365), 21),
      /** Outside things that tell "dead" from "we are blind". */
      witnesses: z._default(z.array(z.url()), ['https://checkip.amazonaws.com/', 'https://www.cloudflare.com/cdn-cgi/trace']),
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
});

export type ApplianceSettings = z.infer<typeof ApplianceSettings>;
export type PairSettings = z.infer<typeof PairSettings>;
export type LoginFormSettings = z.infer<typeof loginFormRestore>;
export type LoginHints = LoginFormSettings['hints'];
export type PowerSettings = ApplianceSettings['power'][number];

/** The settings of the named appliance. */
export const applianceOf = (settings: PairSettings, applianceName: string): ApplianceSettings => {
  const found = settings.appliances.find((appliance) => appliance.name === applianceName);
  if (!found) throw new RangeError(`pair ${settings.name} has no appliance ${applianceName}`);
  return found;
};

/** Where its API and /login are asked: apart from its users where the settings say so, else on their path. */
export const managementOf = (appliance: ApplianceSettings): Readonly<{ address: string; port: number }> => {
  const { address, port } = appliance.management ?? appliance;
  return { address, port };
};

/** Certificates (PEM) to trust for a call to the appliance; undefined for the public authorities. */
export const trustOf = (tls: ApplianceSettings['tls']): string | undefined => tls?.ca ?? tls?.pins?.join('\n');

/** The other one of the two. */
export const peerOf = (settings: PairSettings, applianceName: string): ApplianceSettings => {
  const found = settings.appliances.find((appliance) => appliance.name !== applianceName);
  if (!found) throw new RangeError(`pair ${settings.name} has no appliance beside ${applianceName}`);
  return found;
};

/** The name that TLS at an appliance is checked against, whatever address it is asked at. */
export const tlsNameOf = (settings: PairSettings): string => {
  const [first] = settings.service.names;
  if (first === undefined) throw new RangeError(`pair ${settings.name} has no service name`);
  return first;
};
