// Authentication at a power controller: Basic, or a session that is opened with user and password and closed again. It
// counts how often a password was presented. Source: DMTF DSP0266, "Authentication" and "Session management".
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { PowerQuirks } from './power-quirks.ts';

export interface PowerEntrance {
  /** Whether the request is authenticated, by Basic or by its session. */
  admits(request: IncomingMessage): boolean;
  /** @returns the new session, or undefined for a wrong account. */
  open(user: unknown, password: unknown): { readonly id: string; readonly token: string } | undefined;
  /** @returns false if there is no such session. */
  end(id: string): boolean;
  /** Headers of a 401. */
  challenge(): Readonly<Record<string, string>>;
  /** Sessions that are open now. */
  readonly openSessions: ReadonlyMap<string, string>;
  /** How often a password was presented, right or wrong, by any method. */
  readonly presented: number;
}

export interface EntranceOptions {
  readonly user: string;
  readonly password: string;
  readonly quirks: () => PowerQuirks;
  /** False while every account is refused. */
  readonly accepts: () => boolean;
}

export const powerEntrance = ({ user, password, quirks, accepts }: EntranceOptions): PowerEntrance => {
  const sessions = new Map<string, string>();
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  let presented = 0;
  return {
    openSessions: sessions,
    get presented() {
      return presented;
    },
    admits: ({ headers }) => {
      const token = headers['x-auth-token'];
      if (typeof token === 'string') return [...sessions.values()].includes(token);
      if (headers.authorization === undefined || quirks().signIn === 'sessions') return false;
      presented += 1;
      return accepts() && headers.authorization === expected;
    },
    open: (givenUser, givenPassword) => {
      presented += 1;
      if (!accepts() || givenUser !== user || givenPassword !== password) return undefined;
      const session = { id: String(sessions.size + 1), token: randomBytes(16).toString('hex') };
      sessions.set(session.id, session.token);
      return session;
    },
    end: (id) => sessions.delete(id),
    challenge: () => {
      const { signIn = 'basic' } = quirks();
      if (signIn === 'unadvertised') return {};
      return { 'WWW-Authenticate': signIn === 'sessions' ? 'X-Auth-Token realm="redfish"' : 'Basic realm="redfish"' };
    },
  };
};
