// Who calls which service, read from the SigV4 credential; the lab trusts keys by name and checks no signature.

export interface Credential {
  readonly accessKeyId: string;
  /** Service name of the credential scope, e.g. "monitoring". */
  readonly scope: string;
  /** For presigned URLs: when they end, ms since 1970. */
  readonly expiresMs: number | undefined;
}

const parse = (credential: string | undefined, expiresMs: number | undefined): Credential | undefined => {
  const [accessKeyId, , , scope] = credential?.split('/') ?? [];
  return accessKeyId === undefined || scope === undefined ? undefined : { accessKeyId, scope, expiresMs };
};

const amzDateMs = (text: string | null): number => {
  const parts =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
      .exec(text ?? '')
      ?.slice(1)
      .map(Number) ?? [];
  const [year = 0, month = 1, ...rest] = parts;
  return Date.UTC(year, month - 1, ...(rest as [number, number, number, number]));
};

export const readCredential = (headers: Readonly<Record<string, string>>, query: URLSearchParams): Credential | undefined => {
  const presigned = query.get('X-Amz-Credential');
  if (presigned !== null)
    return parse(presigned, amzDateMs(query.get('X-Amz-Date')) + Number(query.get('X-Amz-Expires') ?? '0') * 1000);
  return parse(/Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1], undefined);
};
