// A recovery that waits for a person: what it does by itself, whom it asks and how, and which answers count.
import type { House } from '../doubles/one-pair.ts';
import { kill, onePair } from '../doubles/one-pair.ts';
import { type Walked, walk } from '../doubles/walk.ts';

const asking = (policy: Parameters<typeof onePair>[0] = {}): House => {
  const house = onePair({ automation: 'ask', answerWithinMinutes: 30, ...policy });
  kill(house);
  return house;
};

const recordOf = (house: House) => house.stores.records.now(house.pair);
const person = { by: 'Ada Byron', reason: 'the site has no power' };
const approve = (recovery: string) => ({ kind: 'approve', recovery, ...person });
const deny = (recovery: string) => ({ kind: 'deny', recovery, ...person });

type At = Readonly<Record<number, (recovery: string) => Readonly<Record<string, unknown>> | undefined>>;

/** A recovery during which a person types something before the nth attempt of a state. */
const answered = async (house: House, at: At, place = 'AwaitDecision') => {
  const answers: Walked[] = [];
  const before = async (state: string, attempt: number): Promise<undefined> => {
    const recovery = recordOf(house).lease?.recoveryId;
    const input = state === place && recovery !== undefined ? at[attempt]?.(recovery) : undefined;
    if (input) answers.push(await walk(house, input, { name: `person-0000000${answers.length}` }));
  };
  const walked = await walk(house, { trigger: 'alarm' }, { before });
  return { ...walked, answers };
};

const refusals = (answers: readonly Walked[]): readonly (string | undefined)[] =>
  answers.map(({ state }) => state.halt?.message);

test('without an answer it halts with the standby ready, and neither fences nor moves', async () => {
  const house = asking();
  const { path, end, state } = await walk(house, { trigger: 'alarm' });
  expect([end, state.halt?.reason]).toEqual(['FAILED', 'NotApproved']);
  expect(path.slice(-3)).toEqual(['CheckStandby', 'AwaitDecision', 'Halt']);
  const { hold, question, primary, restoredBackup } = recordOf(house);
  expect(hold).toMatchObject({ reason: 'NotApproved', phase: 'AwaitDecision' });
  expect(hold?.lapsesAt).toBeUndefined();
  expect(question).toBeUndefined();
  expect(primary).toBe('london');
  expect(restoredBackup.dublin?.backupId).toBe('20261122T200000Z-a1b2c3d4');
});

test('it asks at once and again every ten minutes, with who, what, until when, and the exact inputs', async () => {
  const house = asking();
  await walk(house, { trigger: 'alarm' });
  const asked = house.stores.messages.messages.filter(({ subject }) => subject.includes('approve the failover'));
  expect(asked).toHaveLength(3);
  const { body = '' } = asked[0] ?? {};
  const recovery = recordOf(house).hold?.recoveryId;
  expect(body).toContain(
    `{"pair":"support","kind":"approve","recovery":"${recovery}","by":"your name","reason":"why"} before 2026-11-22T`,
  );
  expect(body).toContain(`{"pair":"support","kind":"deny","recovery":"${recovery}"`);
  expect(body).toMatch(/dublin carries the backup 20261122T200000Z-a1b2c3d4 .* Changes made since then \(\d+ min\)/);
  expect(body).toContain('Without an answer: nothing is moved.');
  expect(house.stores.messages.progress.map(({ subject }) => subject)).toEqual([
    'support: london is down, failover to dublin begins',
  ]);
});

test('an approval lets it act, and the report names the person and the reason', async () => {
  const house = asking();
  const { end, path } = await answered(house, { 3: approve });
  expect([end, path.at(-1)]).toEqual(['SUCCEEDED', 'Finish']);
  expect(recordOf(house)).toMatchObject({ primary: 'dublin' });
  expect(recordOf(house).answer).toBeUndefined();
  expect(JSON.stringify([...house.stores.reports.reports])).toMatch(
    /approved by Ada Byron at [^"]*: the site has no power/,
  );
});

test('an approval does not shorten actAfterSeconds', async () => {
  const house = asking({ actAfterSeconds: 600 });
  const beganMs = house.clock.nowMs();
  let actedMs = 0;
  const before = async (state: string, attempt: number): Promise<undefined> => {
    const recovery = recordOf(house).lease?.recoveryId;
    if (state === 'AwaitDecision' && attempt === 2 && recovery) await walk(house, approve(recovery), { name: 'p-1' });
    if (state === 'Reconfirm') actedMs ||= house.clock.nowMs();
  };
  expect((await walk(house, { trigger: 'alarm' }, { before })).end).toBe('SUCCEEDED');
  expect((actedMs - beganMs) / 1000).toBeGreaterThanOrEqual(600);
});

test('a primary that comes back after the approval ends it: Reconfirm probes again', async () => {
  const house = asking();
  const revive = (recovery: string) => {
    const { london } = house.world.appliances;
    if (london) london.probe = 'healthy';
    return { kind: 'status', pair: recovery && 'support' };
  };
  const before = async (state: string, attempt: number): Promise<undefined> => {
    const recovery = recordOf(house).lease?.recoveryId ?? '';
    if (state === 'AwaitDecision' && attempt === 2) await walk(house, approve(recovery), { name: 'p-1' });
    if (state === 'Reconfirm' && attempt === 1) revive(recovery);
  };
  const { path } = await walk(house, { trigger: 'alarm' }, { before });
  expect(path.slice(-3)).toEqual(['AwaitDecision', 'Reconfirm', 'StandDown']);
  expect(recordOf(house)).toMatchObject({ primary: 'london' });
});

test('a denial halts it at once with a hold of four hours, which blocks the alarm', async () => {
  const house = asking();
  const { state } = await answered(house, { 2: deny });
  expect(state.halt?.reason).toBe('Denied');
  const { hold } = recordOf(house);
  expect(Date.parse(hold?.lapsesAt ?? '') - Date.parse(hold?.since ?? '')).toBe(4 * 3_600_000);
  expect(hold?.message).toBe('Ada Byron denied the failover of support to dublin: the site has no power');
  house.clock.pass(3 * 3600);
  const again = await walk(house, { trigger: 'alarm' }, { name: 'alarm-00000009' });
  expect(again.path).toEqual(['Begin']);
});

test('in act a denial stops the countdown', async () => {
  const house = asking({ automation: 'act', actAfterSeconds: 300 });
  const { state, path } = await answered(house, { 2: deny });
  expect(state.halt?.reason).toBe('Denied');
  expect(path).not.toContain('Fence');
});

test('a denial may come while the standby is still being restored', async () => {
  const house = asking({ automation: 'act' });
  const { state, answers } = await answered(house, { 1: deny }, 'UploadBackup');
  expect(answers[0]?.end).toBe('SUCCEEDED');
  expect(state.halt?.reason).toBe('Denied');
});

test('a denial after the decision is refused, and says how to stop the execution', async () => {
  const house = asking({ automation: 'act' });
  const { end, answers } = await answered(house, { 1: deny }, 'Fence');
  expect(end).toBe('SUCCEEDED');
  expect(refusals(answers)).toEqual([expect.stringMatching(/past its decision since .* stop the execution arn:/)]);
});

test('of two approvals the first one counts, and the second one is refused', async () => {
  const house = asking({ actAfterSeconds: 300 });
  const { end, answers } = await answered(house, {
    2: approve,
    3: (recovery) => ({ ...approve(recovery), by: 'Charles Babbage' }),
  });
  expect(end).toBe('SUCCEEDED');
  expect(answers[1]?.state.operate?.evidence[0]).toMatch(/was approved by Ada Byron at .* already/);
  expect(JSON.stringify([...house.stores.reports.reports])).not.toContain('Babbage');
});

test('a denial replaces an approval that has not been acted on, never the other way round', async () => {
  const house = asking({ actAfterSeconds: 600 });
  const { state, answers } = await answered(house, { 2: approve, 3: deny });
  expect(state.halt?.reason).toBe('Denied');
  expect(answers.map(({ end }) => end)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
});

test.each([
  ['another recovery', () => approve('20261122T201503Z-ffffffff'), /expected \S+, which waits for an answer, found 20/],
  ['no name', (recovery: string) => ({ ...approve(recovery), by: 'A' }), /by must have at least 3 characters/],
  ['no reason', (recovery: string) => ({ kind: 'approve', recovery, by: 'Ada Byron' }), /reason is missing/],
])('an approval with %s changes nothing', async (_what, typed, message) => {
  const house = asking();
  const { state, answers } = await answered(house, { 3: typed });
  expect(refusals(answers)).toEqual([expect.stringMatching(message)]);
  expect(state.halt?.reason).toBe('NotApproved');
});

test.each([
  ['epoch', { epoch: 99 }],
  ['restore point', { backupId: '20261122T190000Z-a1b2c3d4' }],
  ['target', { to: 'london' }],
])('an approval for another %s is void', async (_what, changed) => {
  const house = asking();
  const before = async (state: string, attempt: number): Promise<undefined> => {
    const recovery = recordOf(house).lease?.recoveryId;
    if (state !== 'AwaitDecision' || attempt !== 3 || !recovery) return;
    await walk(house, approve(recovery), { name: 'p-1' });
    house.stores.records.put(house.pair, (record) =>
      record.answer ? { ...record, answer: { ...record.answer, ...changed } } : record,
    );
  };
  const { state } = await walk(house, { trigger: 'alarm' }, { before });
  expect(state.halt?.reason).toBe('NotApproved');
});

test('where nothing waits, an answer is refused', async () => {
  const house = onePair();
  const kinds = [approve, deny].map((typed) => typed('20261122T201503Z-ffffffff'));
  const refused = [];
  for (const [index, input] of kinds.entries()) refused.push(await walk(house, input, { name: `p-${index}` }));
  expect(refusals(refused)).toEqual([
    expect.stringContaining('no recovery of support waits for an answer'),
    expect.stringContaining('no recovery of support is running'),
  ]);
});

test('status says what waits, until when, and how to approve it', async () => {
  const house = asking();
  const { answers } = await answered(house, { 2: () => ({ kind: 'status' }) });
  expect(answers[0]?.state.operate?.evidence).toContainEqual(
    expect.stringMatching(/waits until \S+ for a person to approve the failover to dublin .*"kind":"approve"/),
  );
});

test('a pause ends a recovery that waits', async () => {
  const house = asking();
  const { path } = await answered(house, { 2: () => ({ kind: 'pause', reason: 'we repair it', hours: 1 }) });
  expect(path.at(-1)).toBe('StandDown');
});
