// Schema of the whole settings file: where Twinbox runs, whom it notifies, and the pairs. The functions share the
// schema of a pair.
import * as z from 'zod/mini';
import { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { region } from '../../functions/contract/settings/setting-fields.ts';

const httpsUrl = z
  .string()
  .check(z.regex(/^https:\/\/[^\s/@]+(\/\S*)?$/, 'an https URL without user or password in it'));

const subnet = z
  .string()
  .check(z.regex(/^subnet-[0-9a-f]{8,17}$/, 'the id of a subnet such as subnet-0123456789abcdef0'));
const securityGroup = z
  .string()
  .check(z.regex(/^sg-[0-9a-f]{8,17}$/, 'the id of a security group such as sg-0123456789abcdef0'));

export const FileSettings = z.strictObject({
  /** Where Twinbox itself runs. Choose a region that does not fail together with either site. */
  home: z.strictObject({ region, reserveConcurrency: z._default(z.boolean(), false) }),
  notify: z._default(
    z.strictObject({
      operators: z._default(
        z.strictObject({
          email: z._default(z.array(z.email('an e-mail address')), []),
          https: z._default(z.array(httpsUrl), []),
        }),
        { email: [], https: [] },
      ),
    }),
    { operators: { email: [], https: [] } },
  ),
  /** The customer's network, for connections with `via: network`. */
  network: z.optional(
    z.strictObject({
      subnetIds: z.array(subnet).check(z.minLength(1), z.maxLength(16)),
      securityGroupIds: z.array(securityGroup).check(z.minLength(1), z.maxLength(5)),
    }),
  ),
  pairs: z.array(PairSettings).check(z.minLength(1)),
});

export type FileSettings = z.infer<typeof FileSettings>;
