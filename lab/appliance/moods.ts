// How a simulated box misbehaves, at a story's wish.
import type { PageSet } from './login/page-set.ts';

/** How a box misbehaves; a key left out is a well-behaved box. May be changed at any time. */
export interface Moods {
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
  /** How long a `slow` backup takes; default what the box was made with. */
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
  /** As after an update: other pages behind /login than those that the box was made with. */
  loginPages?: PageSet;
  /** The failover role that the box reports; default none. */
  role?: 'none' | 'primary' | 'backup';
  /** The place in a cluster that the box reports; default single. */
  cluster?: 'single' | 'primary' | 'traffic';
}
