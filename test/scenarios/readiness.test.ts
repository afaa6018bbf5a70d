// Could the pair fail over right now, and if not, why? A healthy pair says yes. Each fault that would stop a failover
// says no before any outage, with a fix that names the thing, and yes again once it is repaired.
import { applianceOf, beginGoodDay } from '../../lab/scenario/failover-scenario.ts';
import type { ScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { scenariosOf, sideEffects, startAndEnd } from './scenario-steps.ts';

/** The lines that the workflow answers to that kind. */
const linesOf = async (lab: ScenarioLab, kind: 'readiness' | 'status'): Promise<readonly string[]> => {
  const { output } = await startAndEnd(lab, { kind });
  const answer = JSON.parse(output ?? '{}') as Record<string, { readonly evidence: readonly string[] } | undefined>;
  return answer[kind === 'status' ? 'operate' : 'checkReadiness']?.evidence ?? [];
};

const YES = /^support can fail over to dublin: yes/;

/** Waits until the first line of the status says so. */
const verdict = async (lab: ScenarioLab, words: RegExp, deadlineSeconds = 400): Promise<string> => {
  let last = '';
  const found = lab.until(`a verdict like ${words}`, deadlineSeconds, async () => {
    const [line = ''] = await linesOf(lab, 'status');
    if (words.test(line)) return line;
    last = line;
    await lab.clock.sleep(20_000);
    return undefined;
  });
  return found.catch((error: unknown) => {
    throw new Error(`the last verdict was: ${last}`, { cause: error });
  });
};

const putRecord = ({ cloud, pair }: ScenarioLab, ttlSeconds: number): void => {
  const [zone] = pair.traffic.zones;
  const [name = ''] = pair.service.names;
  const values = pair.appliances.filter((one) => one.name === pair.preferred).map(({ address }) => address);
  cloud.cloud.route53.putRecord(zone?.id ?? '', { name, type: 'A', ttlSeconds, values });
};

/** Inspections read the zone every quarter of an hour. */
const ZONE_SECONDS = 1_200;

describe('a pair without an outage', () => {
  const scenario = scenariosOf({ resolver: true });

  scenario('says yes while all is well, and no with the fix for each fault that would stop a failover', async (lab) => {
    await beginGoodDay(lab);
    await verdict(lab, YES);
    // After the deployment the hourly checks were made once.
    const [first = '', ...checks] = await linesOf(lab, 'readiness');
    expect(first).toMatch(/^support can fail over to dublin: yes, as far as checked: .*hourly checks at /);
    expect(checks.filter((line) => line.startsWith('failed: '))).toEqual([]);
    expect(checks).toContainEqual(
      expect.stringMatching(/^passed: the Vault encryption key is backed up: .*17 Vault accounts/),
    );
    expect(checks).toContainEqual(expect.stringMatching(/^not checked: the standby's licence/));

    expect(checks).toContainEqual(
      expect.stringMatching(/^passed: both appliances present a valid certificate under every name: /),
    );
    expect(checks).toContainEqual(expect.stringMatching(/^passed: the owner's resolvers give the same answer: /));

    lab.publicSide.overrides.set('support.lab.test', '192.0.2.99');
    await linesOf(lab, 'readiness');
    expect(await verdict(lab, /: no, because .*ResolverDiffers: /)).toMatch(
      /found 192\.0\.2\.99.*Fix: Remove what overrides support\.lab\.test on the resolver 127\.\d+\.0\.55:5353/,
    );
    lab.publicSide.overrides.clear();
    await linesOf(lab, 'readiness');

    putRecord(lab, 3_600);
    const high = await verdict(lab, /: no, because TtlTooHigh: /, ZONE_SECONDS);
    expect(high).toMatch(
      /found a TTL of 3600 s|found 3600 s.*Fix: Set the TTL of the A record of support\.lab\.test to 5 now/,
    );
    putRecord(lab, 5);

    const dublin = applianceOf(lab, 'dublin');
    dublin.upgrade('24.2.9', '70001');
    expect(await verdict(lab, /: no, because .*SoftwareDiffers: /)).toMatch(
      /dublin runs rs 24\.2\.9 \(70001\).*Fix: Install the version and build of london on dublin/,
    );
    dublin.upgrade('24.3.2', '73122');

    const [topicArn = ''] = lab.cloud.cloud.sns.topics.keys();
    lab.cloud.cloud.sns.subscribe(topicArn, { protocol: 'email', endpoint: 'night@lab.test', confirmed: false });
    expect(await verdict(lab, /: no, because .*PeopleMuted: /)).toMatch(/email night@lab\.test\. Fix: Confirm them/);
    lab.cloud.cloud.sns.topic(topicArn)?.subscriptions.pop();

    const controller = lab.sites.power.london;
    if (controller) controller.failureMode = 'unreachable';
    await startAndEnd(lab, { dryRun: true });
    expect(await verdict(lab, /: no, because .*FenceUnready: /)).toMatch(
      /PowerUnreachable: .*Fix: .*power controller at /,
    );
    if (controller) controller.failureMode = undefined;
    await startAndEnd(lab, { dryRun: true });

    await verdict(lab, YES, ZONE_SECONDS);
    expect(sideEffects(lab)).toEqual([]);
  });

  scenario(
    'says no when the newest backup is older than the objective, and yes after the next capture',
    async (lab) => {
      const { primary } = await beginGoodDay(lab);
      await verdict(lab, YES);
      primary.failureModes.backup = 'error-page';
      const line = await verdict(lab, /: no, because .*BackupTooOld: /, 1_200);
      expect(line).toMatch(/expected a backup of at most 10 min .*found 1\d min.*Fix: .*Twinbox-support-capture/);
      delete primary.failureModes.backup;
      await verdict(lab, YES);
      expect(sideEffects(lab)).toEqual([]);
    },
  );
});

describe('a pair that is restored through its web interface', () => {
  const scenario = scenariosOf({ restoreMethod: 'login-form' });

  scenario(
    'signs in at the standby up to the form and out again, once, and says no with the secret when the password is wrong',
    async (lab) => {
      const { standby } = await beginGoodDay(lab);
      const signIns = (): readonly string[] =>
        standby.events.map(({ kind }) => kind).filter((kind) => ['sign-in-refused', 'signed-in'].includes(kind));
      await lab.until('the sign-in to be rehearsed', 300, async () =>
        (await linesOf(lab, 'readiness')).some((line) => /^passed: Twinbox can sign in .*signed out again/.test(line)),
      );
      await verdict(lab, YES);
      await linesOf(lab, 'readiness');
      expect(signIns()).toEqual(['signed-in']);

      const name = `twinbox/${standby.name}-login`;
      const wrong = JSON.stringify({ user: 'twinbox', password: 'not the right one' });
      lab.cloud.cloud.secrets.putSecret({ name, value: wrong });
      await linesOf(lab, 'readiness');
      const refused = await verdict(lab, /: no, because .*LoginRefused: /);
      expect(refused).toMatch(/Fix: .*twinbox\/dublin-login/);
      await linesOf(lab, 'readiness');
      expect(signIns()).toEqual(['signed-in', 'sign-in-refused']);

      lab.cloud.cloud.secrets.putSecret({ name, value: JSON.stringify(standby.loginAccount) });
      await linesOf(lab, 'readiness');
      await verdict(lab, YES);
      expect(signIns()).toEqual(['signed-in', 'sign-in-refused', 'signed-in']);
      expect(sideEffects(lab)).toEqual([]);
    },
  );
});

describe('a pair that is only observed', () => {
  const scenario = scenariosOf({ automation: 'observe' });

  scenario('says no, and names each check for which it has no right', async (lab) => {
    await beginGoodDay(lab);
    const line = await verdict(lab, /: no, because Observing: .*inspected at 2/);
    expect(line).toMatch(/no right to restore, fence or move users\. Fix: Set policy\.automation to act and deploy/);
    await lab.until('the power to have been read as far as that is allowed', 300, async () =>
      (await linesOf(lab, 'readiness')).some((one) => /^not checked: power of london: redfish.*readSecret/.test(one)),
    );
    expect(lab.view().alarms.filter(({ name, to }) => name.endsWith('NotReady') && to === 'ALARM')).toEqual([]);
  });
});
