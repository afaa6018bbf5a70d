// What a simulated appliance gives out that proves its bearer, kept for whoever looks for it where it must not stand.

export interface Issued {
  readonly kind: 'access token' | 'session cookie' | 'token against forgery';
  readonly value: string;
}

/** Notes one more. */
export type Issues = (kind: Issued['kind'], value: string) => void;
