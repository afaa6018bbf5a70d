// One emulated service: its wire form, its operations and its refusals.
import type { Operations } from './operation.ts';
import type { SignatureStyle } from './signature/signature-style.ts';
import type { SdkClient } from './wire/schema.ts';
import type { Wire } from './wire/wire.ts';

export interface Service {
  /** As in AwsCall.service. */
  readonly name: string;
  /** The name in the SigV4 credential scope. */
  readonly scope: string;
  readonly wire: Wire;
  readonly operations: Operations;
  /** Error codes of this service for a refused permission and an unknown access key. */
  readonly deniedCode: string;
  readonly unknownKeyCode: string;
  readonly signatures: SignatureStyle;
}

/** What a service needs to build its ARNs and read its time. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly nowMs: () => number;
}

/** Any credentials do: the clients only provide their schemas. */
export const shapeOnlyClient = <Client extends SdkClient>(
  construct: new (config: { region: string; credentials: { accessKeyId: string; secretAccessKey: string } }) => Client,
): Client => new construct({ region: 'us-east-1', credentials: { accessKeyId: 'lab', secretAccessKey: 'lab' } });
