// The credentials that a simulated appliance has issued, kept so that the secrecy invariant can search for them.

export interface Issued {
  readonly kind: 'access token' | 'session cookie' | 'token against forgery';
  readonly value: string;
}

/** Notes one more. */
export type Issues = (kind: Issued['kind'], value: string) => void;
