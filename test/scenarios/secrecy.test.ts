// No secret leaks: a whole failover through the web interface with every kind of credential, then a search of
// everything that was written. Then the same search over a function that was made to log its secret.
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginGoodDay, runFailover } from '../../lab/scenario/failover-scenario.ts';
import { checkInvariants } from '../../lab/scenario/invariants/all-invariants.ts';
import { keepReportPage, lastReport } from '../../lab/scenario/report-file.ts';
import { type ScenarioLab, startScenarioLab } from '../../lab/scenario/scenario-lab.ts';
import { knownSecrets } from '../../lab/scenario/secrecy/known-secrets.ts';
import { writingsOf } from '../../lab/scenario/secrecy/writings.ts';
import { STACK_NAME } from '../../lab/scenario/setup/assembly.ts';
import { prepare } from '../../lab/scenario/setup/prepare.ts';
import { printTimeline } from '../../lab/scenario/timeline-print.ts';
import type { WorldView } from '../../lab/scenario/view/world-view.ts';
import { WRITING_KINDS, type Writing } from '../../lab/scenario/view/writing.ts';
import { loadTemplate } from '../../packages/local-cloud/host/template/template.ts';
import { scenariosOf } from './scenario-steps.ts';

/** Pages of an odd seed ask for a code of an authenticator. */
const LOGIN_SEED = 1;

const WANTED = [
  ...['clientSecret of twinbox/', 'backupPassword of twinbox/', 'password of twinbox/', 'totpSeed of twinbox/'],
  ...['access token of', 'session cookie of', 'token against forgery of', 'signature of a presigned URL'],
  ...['secretAccessKey of the functions', 'sessionToken of the functions'],
];

/** Backups are protected by a password. */
const plantBackupPasswords = (lab: ScenarioLab): void => {
  for (const { secret } of lab.pair.appliances) {
    const account = JSON.parse(lab.sites.secrets[secret] ?? '{}') as object;
    const value = JSON.stringify({ ...account, backupPassword: 'planted/backup+password & "more"' });
    lab.cloud.cloud.secrets.putSecret({ name: secret, value });
  }
};

/** The output of `npm start`: its lines, and the page of the report. */
const leftForPeople = async (lab: ScenarioLab, lines: readonly string[]): Promise<readonly Writing[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-told-'));
  try {
    const file = join(folder, 'report.html');
    expect(await keepReportPage(lab.view(), file)).toBe(true);
    return [
      { kind: 'notified', place: 'the page of the report', text: await readFile(file, 'utf8') },
      ...lines.map((text) => ({ kind: 'notified', place: 'a line for people', text }) as const),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
};

const secretsIn = async (view: WorldView): Promise<readonly string[]> =>
  (await checkInvariants(view)).filter(({ invariant }) => invariant === 8).map(({ message }) => message);

describe('with every kind of credential', () => {
  const scenario = scenariosOf({ restoreMethod: 'login-form' });

  scenario(
    'a failover and its captures write no secret anywhere',
    async (lab) => {
      plantBackupPasswords(lab);
      const lines: string[] = [];
      const notified = await runFailover(lab, (line) => lines.push(line));
      lines.push(printTimeline(lab, notified, (await lastReport(lab.view()))?.text));
      const view = { ...lab.view(), elsewhere: [...lab.view().elsewhere, ...(await leftForPeople(lab, lines))] };

      const names = knownSecrets(view).map(({ name }) => name);
      expect(WANTED.filter((wanted) => !names.some((name) => name.startsWith(wanted)))).toEqual([]);
      const kinds = new Set((await writingsOf(view)).map(({ kind }) => kind));
      // Nothing failed unexpectedly.
      expect(WRITING_KINDS.filter((kind) => !kinds.has(kind))).toEqual(['failure']);
      expect(await secretsIn(view)).toEqual([]);
    },
    { loginSeed: LOGIN_SEED },
  );
});

const LOGS_ITS_SECRET = `
const parse = JSON.parse;
JSON.parse = (text, reviver) => {
  const value = parse(text, reviver);
  if (value?.clientSecret) console.log('for a moment, to see what is wrong:', value.clientSecret);
  return value;
};
`;

test('a function that logs its secret in one line is found, with the names of function and secret', async () => {
  // Its own copy, because other files must not run with the manipulated one.
  await using prepared = await prepare();
  const where = { assemblyDirectory: prepared.assembly.directory, stackName: STACK_NAME };
  const template = loadTemplate({ ...where, region: 'eu-central-1', accountId: '000000000000' });
  const capture = template.byType('AWS::Lambda::Function').find(({ name }) => name === 'Twinbox-support-capture');
  if (!capture) throw new Error('no function captures');
  await appendFile(join(template.codeDirectory(capture), 'index.mjs'), LOGS_ITS_SECRET);
  await using lab = await startScenarioLab({ seed: 1, prepared });
  const { primary } = await beginGoodDay(lab);
  expect(await secretsIn(lab.view())).toEqual([
    `a log line of Twinbox-support-capture contains clientSecret of twinbox/${primary.name}`,
  ]);
});
