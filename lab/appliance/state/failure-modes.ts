// How a simulated appliance misbehaves, at a scenario's wish.
import type { PageSet } from '../pages/page-set.ts';

/** How an appliance misbehaves; a key left out is a well-behaved appliance. May be changed at any time. */
export interface FailureModes {
  /** `sick` answers 500 to health questions; `hung` answers nothing at all over TLS that works; `never-ends` begins
   * an answer of 200 to /check_health without a length and never ends it. */
  health?: 'sick' | 'hung' | 'never-ends';
  backup?:
    | 'error-page'
    | 'json-error'
    | 'empty'
    | 'truncated'
    | 'shrunken'
    | 'damaged'
    | 'invalid-credentials'
    | 'slow'
    | 'ends-by-close'
    | 'cut-by-close'
    | 'half'
    | 'busy-text'
    | 'denied-text'
    | 'php-error'
    | 'zeros'
    | 'empty-gzip'
    | 'labelled-html'
    | 'error-at-end';
  /** How long a `slow` backup takes; default what the appliance was made with. */
  slowBackupSeconds?: number;
  /** `ignore`: restarts, nothing restored; `no-restart`: says yes, does nothing; `lost-answer`: restores, the answer is cut. */
  restore?: 'refuse' | 'refuse-once' | 'ignore' | 'no-restart' | 'lost-answer' | 'never-returns';
  /** What goes wrong behind /login. `speechless` restores and does not say so; `session-lost` forgets us at the upload. */
  login?:
    | 'password-expired'
    | 'no-form'
    | 'speechless'
    | 'session-lost'
    | 'elsewhere'
    | 'other-origin'
    | 'redirect-loop'
    | 'huge-page';
  /** As after an update: other pages behind /login than those that the appliance was made with. */
  loginPages?: PageSet;
  /** The failover role that the appliance reports; default none. */
  role?: 'none' | 'primary' | 'backup';
  /** The place in a cluster that the appliance reports; default single. */
  cluster?: 'single' | 'primary' | 'traffic';
  /** What it says to that many more calls of the API, the request for a token among them; each call counts it down. */
  throttle?: { readonly status: number; readonly headers: Readonly<Record<string, string>>; calls: number };
  /** To so many more requests for a backup it says that another is in progress. */
  busyBackups?: number;
  /** `no-life`: a token without expires_in; `textual-life`: with a text; `error-with-200`: a refused account under a success. */
  token?: 'no-life' | 'textual-life' | 'error-with-200';
  /** `no-product`: /info without it; `error-with-200`: an error in its place; `xml-only`: an appliance from before the JSON form. */
  info?: 'no-product' | 'error-with-200' | 'xml-only';
  /** Over its API it says neither version nor build. */
  versionUnreported?: boolean;
  /** What /check_health says with 200, such as a maintenance page. */
  probeText?: string;
  /** The users' page alone fails, while the appliance is well. */
  page?: 'failing';
  /** How people may sign in; default a local account alone. */
  signIn?: { readonly mechs: readonly string[]; readonly chosen: string };
}
