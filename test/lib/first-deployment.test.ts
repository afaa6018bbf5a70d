// What people hear of a first deployment, and of a watcher that dies later: the template's own alarms, fed with
// figures.
import { ARMED_ALARMS } from '../../functions/contract/runtime/metrics.ts';
import { alarmsOfTemplate, type Figures } from './alarms-of-template.ts';
import { synthesized, type Template } from './synthesized.ts';

let template: Template;
beforeAll(async () => {
  ({ template } = await synthesized('twinbox.yaml'));
});

const WELL = { Heartbeat: 6, BackupAgeMinutes: 10, StandbyUnfit: 0 } as const;
const BAD = { Heartbeat: 6, BackupAgeMinutes: 525_600, StandbyUnfit: 1 } as const;

/**
 * Minutes in which these figures come, or none. @returns the alarms that notified people of their beginning, in order.
 */
const loudIn = (
  ...spans: readonly (readonly [minutes: number, figures?: Figures | undefined])[]
): readonly string[] => {
  const alarms = alarmsOfTemplate(template);
  for (const [minutes, figures = {}] of spans)
    for (let minute = 0; minute < minutes; minute += 1) alarms.feed(figures, 60);
  return alarms.loud;
};
const all = ARMED_ALARMS.toSorted();

test.each([0, 1, 2, 5, 60])('first figures after %i minutes, and all is well: nobody is alarmed', (minutes) => {
  expect(loudIn([minutes], [30, WELL])).toEqual([]);
});

test('silence before the first figures alarms nobody, however long it lasts', () => {
  expect(loudIn([120])).toEqual([]);
});

test('silence after them raises each alarm once', () => {
  expect(loudIn([5], [10, WELL], [60]).toSorted()).toEqual(all);
});

test('one that goes silent twice raises each alarm twice', () => {
  expect(loudIn([5], [10, WELL], [20], [10, WELL], [20])).toHaveLength(6);
});

test('bad figures from the first one on are told of within minutes: they are no silence', () => {
  expect(loudIn([5], [8, BAD]).toSorted()).toEqual(['BackupStale', 'StandbyUnfit']);
});
