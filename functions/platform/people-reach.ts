// The interface to what carries an alarm to people: its actions, what mutes them, and who is subscribed.
import type { ReachSeen } from '../domain/inspection/findings/people-muted.ts';

export interface PeopleReach {
  /** Of the alarms of that pair, those on Twinbox itself, and the topic. */
  read(pair: string): Promise<ReachSeen>;
}
