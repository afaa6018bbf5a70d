// Signs a request once more with the secret that its caller is known to have, and compares. The signing is AWS's own
// library.
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsError } from '../aws-error.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { Credential, Keys } from './credential.ts';
import type { SignatureStyle } from './signature-style.ts';
import { type HeldRequest, heldToItsHash } from './signed-body.ts';

/** The query parameters that presigning adds. */
const PRESIGNED = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map(
  (name) => `X-Amz-${name}`,
);
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const MOST_EXPIRES_SECONDS = 7 * 24 * 60 * 60;

type Signed = Awaited<ReturnType<SignatureV4['presign']>>;

const queryOf = (url: URL, without: readonly string[]): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(url.searchParams.keys())]
      .filter((name) => !without.includes(name))
      .map((name) => {
        const values = url.searchParams.getAll(name);
        return [name, values.length === 1 ? (values[0] ?? '') : values];
      }),
  );

const signatureIn = ({ headers, query }: Signed): string =>
  /Signature=([0-9a-f]+)/.exec(headers.authorization ?? '')?.[1] ?? String(query?.['X-Amz-Signature']);

const expectedSignature = (
  { request, bytes }: HeldRequest,
  credential: Credential,
  { accessKeyId, secretAccessKey }: Keys,
  { escapesPath }: SignatureStyle,
): Promise<string> => {
  const { region, scope, signedHeaders, signedMs, expiresSeconds } = credential;
  const signer = new SignatureV4({
    ...{ credentials: { accessKeyId, secretAccessKey }, region, service: scope, sha256: Sha256 },
    ...{ uriEscapePath: escapesPath, applyChecksum: false },
  });
  const headers = Object.fromEntries(
    signedHeaders.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]])),
  );
  const unsigned = new HttpRequest({
    ...{ method: request.method, path: request.url.pathname, headers },
    query: queryOf(request.url, expiresSeconds === undefined ? [] : PRESIGNED),
    // A stream stands for a body that the signature does not cover.
    body: bytes ?? request.body,
  });
  const names = new Set(signedHeaders);
  const options = { signingDate: new Date(signedMs), signableHeaders: names };
  return expiresSeconds === undefined
    ? signer.sign(unsigned, options).then(signatureIn)
    : signer.presign(unsigned, { ...options, expiresIn: expiresSeconds, unhoistableHeaders: names }).then(signatureIn);
};

/** @throws AwsError where the link has expired, or the signer's clock is too far from the service's. */
const checkTime = (
  { signedMs, expiresSeconds }: Credential,
  { skewed, mostSkewMs }: SignatureStyle,
  nowMs: number,
): void => {
  if (expiresSeconds !== undefined) {
    if (!(expiresSeconds <= MOST_EXPIRES_SECONDS))
      throw new AwsError(
        'AuthorizationQueryParametersError',
        'X-Amz-Expires must be less than a week (in seconds)',
        400,
      );
    if (!(signedMs + expiresSeconds * 1000 >= nowMs)) throw new AwsError('AccessDenied', 'Request has expired', 403);
  } else if (!(Math.abs(signedMs - nowMs) <= mostSkewMs))
    throw new AwsError(
      skewed[0],
      'The difference between the request time and the current time is too large.',
      skewed[1],
      {
        ServerTime: new Date(nowMs).toISOString(),
      },
    );
};

/**
 * Holds the request to its signature, and its body to the hash that was signed.
 * @returns the request, with the body to read from now on.
 * @throws AwsError as the service refuses it.
 */
export const verifySignature = async (
  request: WireRequest,
  credential: Credential,
  keys: Keys,
  style: SignatureStyle,
  nowMs: number,
): Promise<WireRequest> => {
  checkTime(credential, style, nowMs);
  const held = await heldToItsHash(request, style);
  const isRight = held.fits && credential.sessionToken === keys.sessionToken;
  if (!isRight || (await expectedSignature(held, credential, keys, style)) !== credential.signature)
    throw new AwsError(
      style.mismatch[0],
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      style.mismatch[1],
    );
  return held.request;
};
