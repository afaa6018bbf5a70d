// Identifies a token: one appliance, and whose account is used there.

/** The appliance, and whose account is used there. */
export interface TokenQuestion {
  readonly pair: string;
  readonly address: string;
  readonly port: number;
  readonly tlsName: string;
  readonly ca?: string | undefined;
  readonly secretName: string;
  /** Version of the secret to try before the current one. */
  readonly secretVersionId?: string | undefined;
}
