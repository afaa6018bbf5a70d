// Who is signed in at a simulated appliance, by session cookie, and the count of wrong passwords: three lock the
// account.
import { randomBytes } from 'node:crypto';
import type { Issues } from '../access/issued.ts';
import type { RestoreBegun } from './restore-begun.ts';

/** How far a session has come. */
export type Stage = 'anonymous' | 'code' | 'agreement' | 'signed-in';

export interface LoginSession {
  readonly id: string;
  readonly csrf: string;
  stage: Stage;
  /** If the agreement comes before the sign-in. */
  agreed: boolean;
  /** If the user name has a page of its own. */
  user: string | undefined;
  /** The message on the next page, shown once. */
  notice: { readonly kind: 'success' | 'refused'; readonly text: string } | undefined;
  /** An upload that waits for its confirmation: begins the restore. */
  confirm: (() => RestoreBegun) | undefined;
}

export interface LoginSessions {
  open(): LoginSession;
  find(id: string | undefined): LoginSession | undefined;
  close(id: string): void;
  /** One more wrong password. @returns whether the account is locked now. */
  countWrong(): boolean;
  countRight(): void;
  readonly locked: boolean;
  /** Takes a one-time code of that step of time. @returns false if it was used before (RFC 6238, section 5.2). */
  releaseBuffer(step: number): boolean;
  /** As a restart does: sessions are gone, and so is the count. */
  clear(): void;
}

const WRONG_PASSWORDS = 3;

export const createLoginSessions = (issues: Issues): LoginSessions => {
  const sessions = new Map<string, LoginSession>();
  let wrong = 0;
  const spent = new Set<number>();
  return {
    open: () => {
      const [id, csrf] = [randomBytes(20).toString('hex'), randomBytes(20).toString('base64')];
      const session: LoginSession = {
        id,
        csrf,
        stage: 'anonymous',
        agreed: false,
        user: undefined,
        notice: undefined,
        confirm: undefined,
      };
      sessions.set(id, session);
      issues('session cookie', id);
      issues('token against forgery', csrf);
      return session;
    },
    find: (id) => (id === undefined ? undefined : sessions.get(id)),
    close: (id) => {
      sessions.delete(id);
    },
    countWrong: () => {
      wrong += 1;
      return wrong >= WRONG_PASSWORDS;
    },
    countRight: () => {
      wrong = 0;
    },
    get locked() {
      return wrong >= WRONG_PASSWORDS;
    },
    releaseBuffer: (step) => {
      if (spent.has(step)) return false;
      spent.add(step);
      return true;
    },
    clear: () => {
      sessions.clear();
      spent.clear();
      wrong = 0;
    },
  };
};
