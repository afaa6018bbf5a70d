// Differences between makers' power controllers, within the standard and outside it. Each quirk can be set alone.
// Combinations give controllers that we have never seen.

export interface PowerQuirks {
  /** Ids of its systems; the appliance is the first. Several: blades, or a card that is a system of its own. */
  systems?: readonly string[];
  /** The identity that the system reports; left out if it reports none. */
  identity?: {
    readonly UUID?: string | null;
    readonly SerialNumber?: string | null;
    readonly HostName?: string | null;
  };
  /** The reset types that it lists and accepts; `untold` accepts all and lists none. */
  allowable?: readonly string[] | 'unreported';
  /** The values are in a resource of their own. */
  actionInfo?: boolean;
  /** Reset types that it lists but refuses, with this status. */
  refuses?: { readonly status: number; readonly resetTypes: readonly string[] };
  /** The target of the action that it reports: a path, or an absolute URI. Only a path that it serves works. */
  target?: string;
  /** Answers a command only under If-Match: 428 without, 412 with another one; or refuses any If-Match with 412. */
  etag?: 'required' | 'required-by-412' | 'refused';
  /** Paths without a final slash lead to those with one; or everything leads to this URI. */
  redirects?: 'slash' | { readonly to: string };
  /** Basic beside sessions (default), sessions alone, or Basic without announcing it. */
  signIn?: 'basic' | 'sessions' | 'unadvertised';
  /** The power state that it always reports, true or not. */
  saysPowerState?: unknown;
  /** Reading the system fails with this status; commands work. */
  unreadable?: number;
  /** Bytes that the maker adds to the system. */
  additionBytes?: number;
  /** The operating system ignores a shutdown request or the power button. */
  ignoresGraceful?: boolean;
}

export const STANDARD_RESET_TYPES: readonly string[] = ['ForceOff', 'GracefulShutdown', 'On'];
