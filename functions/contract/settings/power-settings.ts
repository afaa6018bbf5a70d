// The methods to power an appliance off and on, as the settings name them, in the order in which Twinbox tries them.
import * as z from 'zod/mini';
import { address, certificates, hostName, lambdaArn, port, region, secretName, via } from './setting-fields.ts';

/**
 * DMTF Redfish at the appliance's management controller. Its credentials are in a separate secret, which only Fence may
 * read.
 */
const redfish = z.strictObject({
  method: z.literal('redfish'),
  address,
  port: z._default(port, 443),
  via,
  /** Default: the only system of the controller. */
  systemPath: z.optional(
    z
      .string()
      .check(
        z.regex(/^\/redfish\/v1\/Systems\/[!-"$->@-~]{1,200}$/, 'a path of a system, such as /redfish/v1/Systems/1'),
      ),
  ),
  secret: secretName,
  /** A read-only account for a pair that is only observed: Twinbox reads the controller with it before it may act. */
  readSecret: z.optional(secretName),
  tls: z.optional(z.strictObject({ ca: certificates, serverName: z.optional(hostName) })),
});

/** An instance of Amazon EC2 in the account in which Twinbox runs. */
const ec2 = z.strictObject({
  method: z.literal('ec2'),
  instanceId: z
    .string()
    .check(z.regex(/^i-([0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of an instance such as i-0123456789abcdef0')),
  region,
  /** One of the instance's own addresses, private or public: a further proof that it is the appliance. */
  address: z.optional(address),
  /** A tag of the instance: a further proof that it is the appliance. */
  tag: z.optional(
    z.strictObject({
      key: z.string().check(z.minLength(1), z.maxLength(128)),
      value: z.string().check(z.maxLength(256)),
    }),
  ),
});

/** The user's own function, by the contract twinbox/power/1. */
const lambda = z.strictObject({ method: z.literal('lambda'), functionArn: lambdaArn });

/** A person confirms that the appliance cannot serve. */
const operator = z.strictObject({ method: z.literal('operator') });

/**
 * No method to power the appliance off: Fence continues only with an operator's statement or with `onUnconfirmedFence:
 * proceed`.
 */
const none = z.strictObject({ method: z.literal('none') });

export const PowerSettings = z.discriminatedUnion('method', [redfish, ec2, lambda, operator, none]);
export type PowerSettings = z.infer<typeof PowerSettings>;

export type PowerSettingsOf<M extends PowerSettings['method']> = Extract<PowerSettings, { readonly method: M }>;

/** Whether Twinbox itself can command that method. */
export const isCommanded = ({ method }: PowerSettings): boolean => method !== 'operator' && method !== 'none';
