import { scaledClock } from '../lab-clock.ts';
import { startLocalCloud } from './local-cloud.ts';

const t = performance.now();
const say = (...a: any[]) => console.log(Math.round(performance.now() - t), ...a);
const clock = scaledClock(10);
await using lab = await startLocalCloud({
  assemblyDirectory: '/tmp/real-asm',
  stackName: 'Twinbox',
  clock,
  seed: 1,
  onCall: (c) => say('AWS', JSON.stringify(c).slice(0, 160)),
});
say(
  'started',
  lab.functions.definitions.map((d) => d.name).length,
  lab.scheduler.schedules.map((s) => [s.name, s.expression, s.enabled].join(' ')),
);
await lab.functions.warm();
say('warm');
const x = await (await lab.startExecution({})).ended;
say(x.status, x.error, x.cause, x.output);
say(x.events.map((e) => e.type + ' ' + (e.state ?? '') + ' ' + (e.error ?? '')).join('\n'));
say('denials', lab.denials, lab.faults, lab.deadLetters);
for (const s of lab.scheduler.schedules) await lab.scheduler.fire(s.name);
await clock.sleep(20000);
say(
  lab.functions.invocations
    .map((i) =>
      [i.functionName, Math.round(i.endedMs - i.startedMs), i.fault?.errorType, i.fault?.errorMessage?.slice(0, 150)].join(' '),
    )
    .join('\n'),
);
say('denials', lab.denials, lab.faults, lab.deadLetters);
say(
  [...lab.cloud.cloudwatch.alarms.keys()],
  lab.cloud.sns.messages.map((m) => m.subject),
);
