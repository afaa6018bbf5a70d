// The fields of the settings: names, addresses, names of secrets, certificates.
import * as z from 'zod/mini';

export const name = z
  .string()
  .check(
    z.regex(
      /^(?!constructor$)[a-z][a-z0-9-]{0,30}$/,
      'lower case letters, digits and hyphens, starting with a letter, at most 31',
    ),
  );
export const hostName = z
  .string()
  .check(
    z.regex(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
      'a full host name in lower case, without a final dot',
    ),
  );
export const address = z.ipv4('an IPv4 address');
export const port = z.int().check(z.minimum(1), z.maximum(65535));
export const secretName = z
  .string()
  .check(z.regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'the name of a Secrets Manager secret, never a secret'));
export const hostPort = z.string().check(z.regex(/^[a-z0-9.-]+:\d{1,5}$/, 'host:port'));
export const lambdaArn = z
  .string()
  .check(
    z.regex(
      /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$/,
      'the ARN of a Lambda function',
    ),
  );
export const certificates = z
  .string()
  .check(z.regex(/-----BEGIN CERTIFICATE-----/, 'one or more certificates in PEM form'));
export const pin = z
  .string()
  .check(
    z.regex(
      /^\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/,
      'exactly one certificate in PEM form',
    ),
  );
/** `network`: through the customer's network, in which the functions then run. Default: over the internet. */
export const via = z.optional(z.literal('network'));
export const region = z
  .string()
  .check(
    z.regex(
      /^(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov|us-iso[bf]?|eu-isoe|eusc-de)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]$/,
      'an AWS region such as eu-central-1',
    ),
  );
