// Who calls which service, when and until when, as a request says it: in its Authorization header, or in the query of a
// presigned link.

/** What somebody signs with. A session token goes with temporary keys, such as those of a function. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** Service name of the credential scope, e.g. "monitoring". */
  readonly scope: string;
  /** When it was signed, by the signer's clock: ms since 1970; NaN where it says no time. */
  readonly signedMs: number;
  /** For presigned links: for how long they hold. */
  readonly expiresSeconds: number | undefined;
  /** Lower-case names of the headers that the signature covers. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
}

const amzDateMs = (text: string | null | undefined): number => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

const scopeOf = (
  credential: string | null | undefined,
): Pick<Credential, 'accessKeyId' | 'region' | 'scope'> | undefined => {
  const [accessKeyId, , region, scope] = credential?.split('/') ?? [];
  return accessKeyId === undefined || region === undefined || scope === undefined
    ? undefined
    : { accessKeyId, region, scope };
};

const namesIn = (signedHeaders: string | null | undefined): string[] => (signedHeaders ?? '').toLowerCase().split(';');

const inQuery = (query: URLSearchParams): Credential | undefined => {
  const scope = scopeOf(query.get('X-Amz-Credential'));
  return (
    scope && {
      ...scope,
      signedMs: amzDateMs(query.get('X-Amz-Date')),
      expiresSeconds: Number(query.get('X-Amz-Expires') ?? '0'),
      signedHeaders: namesIn(query.get('X-Amz-SignedHeaders')),
      signature: query.get('X-Amz-Signature') ?? '',
      sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    }
  );
};

const inHeader = (headers: Readonly<Record<string, string>>): Credential | undefined => {
  const partOf = (name: string): string | undefined =>
    new RegExp(`${name}=([^,\\s]+)`).exec(headers.authorization ?? '')?.[1];
  const scope = scopeOf(partOf('Credential'));
  return (
    scope && {
      ...scope,
      signedMs: amzDateMs(headers['x-amz-date']),
      expiresSeconds: undefined,
      signedHeaders: namesIn(partOf('SignedHeaders')),
      signature: partOf('Signature') ?? '',
      sessionToken: headers['x-amz-security-token'],
    }
  );
};

/** What the request says of itself; nothing of it is checked yet. */
export const readCredential = (
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Credential | undefined => (query.has('X-Amz-Credential') ? inQuery(query) : inHeader(headers));
