// Signs by name alone, for callers in this process of an emulated AWS that believes them. Everything else of the header
// is as Signature Version 4 writes it, so that the emulator finds caller, region and service where it always does.
import type { SdkRequest } from './direct-handler.ts';

interface Signing {
  readonly signingDate?: Date;
  readonly signingRegion?: string;
  readonly signingService?: string;
}

interface Identity {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
}

interface SignerOptions {
  readonly credentials: Identity | (() => Promise<Identity>);
  readonly region: string | (() => Promise<string>);
  readonly service: string;
}

const DAY_LETTERS = 8;

/** `20260115T090000Z` */
const basicTime = (date: Date): string => date.toISOString().replaceAll(/[:-]|\.\d+/g, '');

export class NamingSigner {
  readonly #options: SignerOptions;

  constructor(options: SignerOptions) {
    this.#options = options;
  }

  async sign(request: SdkRequest, { signingDate, signingRegion, signingService }: Signing = {}): Promise<SdkRequest> {
    const { credentials, region, service } = this.#options;
    const { accessKeyId, sessionToken } = typeof credentials === 'function' ? await credentials() : credentials;
    const place = signingRegion ?? (typeof region === 'function' ? await region() : region);
    const time = basicTime(signingDate ?? new Date());
    const scope = `${time.slice(0, DAY_LETTERS)}/${place}/${signingService ?? service}/aws4_request`;
    return Object.assign(request, {
      headers: {
        ...request.headers,
        'x-amz-date': time,
        ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host, Signature=unsigned`,
      },
    });
  }
}
