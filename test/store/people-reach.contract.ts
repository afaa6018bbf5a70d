// What everybody who tells who is reached by alarms must do: name each alarm that reaches nobody with its reason, and
// each subscription.
import type { ReachSeen } from '../../functions/domain/inspection/findings/people-muted.ts';
import type { PeopleReach } from '../../functions/platform/people-reach.ts';

export interface PeopleReachUnderTest extends AsyncDisposable {
  readonly reach: PeopleReach;
}

const PEOPLE: ReachSeen['subscriptions'] = [
  { protocol: 'email', to: 'day@example.com', confirmed: true },
  { protocol: 'email', to: 'night@example.com', confirmed: false },
];
const MUTED: ReachSeen['alarms'] = [
  { name: 'Twinbox-support-BackupStale', muted: 'it does not exist' },
  { name: 'Twinbox-support-RecoveryHalted', muted: 'mute rule night' },
  { name: 'Twinbox-support-ServiceDown', muted: 'its actions are disabled' },
  { name: 'Twinbox-support-SplitBrain', muted: 'the topic is not among its actions' },
];

const mutedIn = ({ alarms }: ReachSeen): ReachSeen['alarms'] =>
  alarms.filter(({ muted }) => muted !== undefined).toSorted((one, other) => (one.name < other.name ? -1 : 1));

/**
 * @param open with alarms that are muted and people that are subscribed as said; no other alarm of the pair is muted.
 */
export const peopleReachContract = (name: string, open: (seen: ReachSeen) => Promise<PeopleReachUnderTest>): void => {
  describe(`${name} tells whom alarms reach`, () => {
    test('where nothing is muted, nothing is told of', async () => {
      await using it = await open({ alarms: [], subscriptions: PEOPLE });
      expect(mutedIn(await it.reach.read('support'))).toEqual([]);
    });

    test('each alarm that reaches nobody is notified with its reason', async () => {
      await using it = await open({ alarms: MUTED, subscriptions: PEOPLE });
      expect(mutedIn(await it.reach.read('support'))).toEqual(MUTED);
    });

    test('each subscription is told, and whether it was confirmed', async () => {
      await using it = await open({ alarms: [], subscriptions: PEOPLE });
      expect((await it.reach.read('support')).subscriptions).toEqual(PEOPLE);
      await using nobody = await open({ alarms: [], subscriptions: [] });
      expect((await nobody.reach.read('support')).subscriptions).toEqual([]);
    });

    test('what is handed out is a copy', async () => {
      await using it = await open(structuredClone({ alarms: [], subscriptions: PEOPLE }));
      Object.assign((await it.reach.read('support')).subscriptions[0] ?? {}, { confirmed: false });
      expect((await it.reach.read('support')).subscriptions).toEqual(PEOPLE);
    });
  });
};
