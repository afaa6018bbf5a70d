// Which operators the alarms reach, in memory.
import type { ReachSeen } from '../../functions/domain/inspection/findings/people-muted.ts';
import type { PeopleReach } from '../../functions/platform/people-reach.ts';

export interface StatedReach extends PeopleReach {
  seen: ReachSeen;
}

/** Everybody, but for what is said otherwise. */
export const reachOf = (seen: Partial<ReachSeen>): StatedReach => {
  const double: StatedReach = {
    seen: { alarms: [], subscriptions: [{ protocol: 'email', to: 'people@example.com', confirmed: true }], ...seen },
    read: async () => structuredClone(double.seen),
  };
  return double;
};
