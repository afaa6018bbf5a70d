// How one maker's power controller differs from the next, within the standard and beside it. Each trait can be set alone; together
// they make controllers that nobody here has seen.

export interface PowerQuirks {
  /** Ids of its systems; the appliance is the first. Several: blades, or a card that is a system of its own. */
  systems?: readonly string[];
  /** What the system tells of itself; left out where it says nothing. */
  identity?: { readonly UUID?: string | null; readonly SerialNumber?: string | null; readonly HostName?: string | null };
  /** What it says and takes; `untold` takes all and says nothing. */
  allowable?: readonly string[] | 'unreported';
  /** The values stand in a resource of their own. */
  actionInfo?: boolean;
  /** Reset types that it lists and refuses all the same, with this status. */
  refuses?: { readonly status: number; readonly resetTypes: readonly string[] };
  /** Where it says that the action is: a path, or an absolute URI. Only a path that it serves works. */
  target?: string;
  /** Answers a command only under If-Match: 428 without, 412 with another one; or refuses any If-Match with 412. */
  etag?: 'required' | 'required-by-412' | 'refused';
  /** Paths without a final slash lead to those with one; or everything leads to this URI. */
  redirects?: 'slash' | { readonly to: string };
  /** Basic beside sessions (default), sessions alone, or Basic that it does not speak of. */
  signIn?: 'basic' | 'sessions' | 'unadvertised';
  /** What it says whatever is true. */
  saysPowerState?: unknown;
  /** The system's own reading fails with this status, commands work. */
  unreadable?: number;
  /** Bytes that the maker adds to the system. */
  additionBytes?: number;
  /** The operating system takes no notice of a shutdown or a button. */
  ignoresGraceful?: boolean;
}

export const STANDARD_RESET_TYPES: readonly string[] = ['ForceOff', 'GracefulShutdown', 'On'];
