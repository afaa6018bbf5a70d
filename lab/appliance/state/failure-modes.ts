// The failure modes of a simulated appliance, set by scenarios.
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
  /**
   * `ignore`: restarts, nothing restored; `no-restart`: confirms, does nothing; `lost-answer`: restores, the answer is
   * cut.
   */
  restore?: 'refuse' | 'refuse-once' | 'ignore' | 'no-restart' | 'lost-answer' | 'never-returns';
  /**
   * What goes wrong behind /login. `speechless` restores and does not say so; `session-lost` forgets us at the upload.
   */
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
  /** The answer to that many more API calls, including token requests; each call counts down. */
  throttle?: { readonly status: number; readonly headers: Readonly<Record<string, string>>; calls: number };
  /** How many more backup requests get the answer that another backup is in progress. */
  busyBackups?: number;
  /**
   * `no-life`: a token without expires_in; `textual-life`: with a text; `error-with-200`: a refused account under a
   * success.
   */
  token?: 'no-life' | 'textual-life' | 'error-with-200';
  /**
   * `no-product`: /info without it; `error-with-200`: an error in its place; `xml-only`: an appliance from before the
   * JSON form.
   */
  /** Sessions that its users have open; left out: none. `unknown`: it does not say. */
  sessions?: number | 'unknown';
  info?: 'no-product' | 'error-with-200' | 'xml-only';
  /** Its API reports neither version nor build. */
  versionUnreported?: boolean;
  /** What /check_health answers with 200, such as a maintenance page. */
  probeText?: string;
  /** The users' page alone fails, while the appliance is well. */
  page?: 'failing';
  /** The sign-in methods; default only a local account. */
  signIn?: { readonly mechs: readonly string[]; readonly chosen: string };
}
