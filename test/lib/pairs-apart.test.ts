// What is one pair's is out of every other pair's reach: each role of three stacks is asked, by the policies of the
// templates, for everything that the other two have. Names of pairs and secrets begin alike, since a pattern that ends
// too early would let them in.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { type Authorization, authorization } from '../../packages/local-cloud/host/iam/authorization.ts';
import { policiesIn, type Role } from '../../packages/local-cloud/host/iam/iam-policies.ts';
import { sideBySide } from '../../packages/local-cloud/host/template/side-by-side.ts';
import { loadTemplate, type Template } from '../../packages/local-cloud/host/template/template.ts';
import { type Belonging, belongingsOf } from './belongings.ts';
import { covers } from './statements.ts';
import { synthesized } from './synthesized.ts';

const FILE = 'test/lib/settings/three-pairs.yaml';
const PLACE = { region: 'eu-central-1', accountId: '000000000000' };
const PAIRS = readSettings(FILE).pairs;
const NAMES = PAIRS.map(({ name }) => name);

/**
 * What AWS cannot narrow to one pair's things, or what pairs share by their settings, with why it is no way into
 * another pair.
 */
const SHARED: Readonly<Record<string, string>> = {
  ReadAlarms:
    'DescribeAlarms is asked for every alarm; it reads states, which tell nothing of what an appliance holds.',
  ReadServiceRecords: 'Two pairs lie in one zone; records are public, and Route 53 cannot narrow a list to a name.',
  ReadZones: 'The same zone: its servers and how full it is.',
  ReadRecordChanges: 'The id of a change is drawn by Route 53; its state is pending or in sync.',
};

let templates: ReadonlyMap<string, Template>;
let roles: ReadonlyMap<string, readonly Role[]>;
let belongings: ReadonlyMap<string, readonly Belonging[]>;
let authority: Authorization;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinbox-apart-'));
  for (const [pair, template] of Object.entries((await synthesized(FILE)).templates))
    await writeFile(join(folder, `Twinbox-${pair}.template.json`), JSON.stringify(template));
  const loaded = NAMES.map((name) =>
    loadTemplate({ ...PLACE, assemblyDirectory: folder, stackName: `Twinbox-${name}` }),
  );
  templates = new Map(loaded.map((template, index) => [NAMES[index] ?? '', template]));
  roles = new Map([...templates].map(([name, template]) => [name, [...policiesIn(template).roles.values()]]));
  belongings = new Map(
    PAIRS.map((pair) => {
      const template = templates.get(pair.name);
      if (!template) throw new Error(`there is no stack of ${pair.name}`);
      return [pair.name, belongingsOf(pair, template)];
    }),
  );
  authority = authorization(policiesIn(sideBySide(loaded)), PLACE);
});
afterAll(() => rm(folder, { recursive: true }));

const othersOf = (pair: string): readonly Belonging[] =>
  NAMES.filter((name) => name !== pair).flatMap((name) => belongings.get(name) ?? []);

const reachedBy = (role: Role, things: readonly Belonging[]): readonly string[] =>
  things
    .filter(
      ({ action, resource, context }) =>
        authority.decide({ principal: role.arn, action, resource, ...(context && { context }) }).allowed,
    )
    .map(({ action, resource }) => `${role.name} ${action} ${resource}`);

describe.each(NAMES)('the roles of %s', (pair) => {
  test('reach what is its own: the questions are the right ones', () => {
    const own = belongings.get(pair) ?? [];
    const reached = new Set(
      (roles.get(pair) ?? []).flatMap((role) => reachedBy(role, own)).map((text) => text.split(' ')[1]),
    );
    const powers = ['route53:ChangeResourceRecordSets'];
    const acting = PAIRS.find(({ name }) => name === pair)?.policy.automation === 'act';
    const expected = [...new Set(own.map(({ action }) => action))].filter(
      (action) => acting || !powers.includes(action),
    );
    expect([...reached].toSorted()).toEqual(expected.toSorted());
  });

  test('read no secret, record, backup or setting of another pair, and do nothing to what is another pair’s', () => {
    const others = othersOf(pair);
    expect(others.length).toBeGreaterThan(60);
    expect((roles.get(pair) ?? []).flatMap((role) => reachedBy(role, others))).toEqual([]);
  });

  test('hold no wildcard that covers something of another pair, but the ones that are named here with a reason', () => {
    const others = othersOf(pair).map(({ resource }) => resource);
    const covering = (roles.get(pair) ?? []).flatMap(({ name, policies }) =>
      policies.flatMap(({ policy }) =>
        [policy.Statement ?? []].flat().flatMap((statement) => {
          const { Sid, Effect, Action, Resource } = statement as Record<string, string | readonly string[]>;
          const wide = [Resource ?? []].flat().filter((pattern) => /[*?]/.test(pattern));
          const within = wide.filter((pattern) => pattern === '*' || others.some((other) => covers(pattern, other)));
          const what = Sid === undefined ? [Action ?? []].flat().join() : String(Sid);
          return Effect === 'Allow' && within.length > 0 ? [{ name, what }] : [];
        }),
      ),
    );
    expect(covering.filter(({ what }) => !Object.hasOwn({ ...SHARED, ...UNNAMED }, what))).toEqual([]);
  });
});

/** Actions that know no resources at all, with what narrows them. */
const UNNAMED: Readonly<Record<string, string>> = {
  PublishMetrics: 'PutMetricData: the condition narrows it to the namespace of the pair.',
  'xray:PutTraceSegments,xray:PutTelemetryRecords': 'Traces; no function reads one.',
  Trace: 'The same of the workflow.',
  DeliverLogs: 'Log delivery of the workflow; AWS documents it with *.',
  NetworkInterfaces: 'Lambda makes the interfaces itself; the code is denied the same.',
};

test('every reason above is that of a permission that is there', () => {
  const held = [...roles.values()].flat().flatMap(({ policies }) =>
    policies.flatMap(({ policy }) =>
      [policy.Statement ?? []].flat().map((statement) => {
        const { Sid, Action } = statement as Record<string, string | readonly string[]>;
        return Sid === undefined ? [Action ?? []].flat().join() : String(Sid);
      }),
    ),
  );
  for (const what of Object.keys({ ...SHARED, ...UNNAMED })) expect(held).toContain(what);
});
