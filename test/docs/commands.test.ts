// Every shell command that a page shows is run: in a real bash, against the emulated AWS that was filled from the
// template, or, where it needs the world or minutes, held against what is there. A command that the test does not know
// fails it.
import { readdirSync } from 'node:fs';
import { awsStandIn } from './shell/aws-stand-in.ts';
import { otherStandIns } from './shell/other-stand-ins.ts';
import { hiddenCommands, type ShownCommand, shownCommands } from './shell/shown-commands.ts';
import { type ShownWorld, shownWorld } from './shell/shown-world.ts';
import { type Shell, startShell } from './shell/stand-ins.ts';
import { twinboxStandIn } from './shell/twinbox-stand-in.ts';
import { textOf } from './text-of.ts';

const docs = readdirSync(new URL('../../docs', import.meta.url), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'bench/README.md',
  ...docs.map((path) => `docs/${path}`),
].filter((path) => path.endsWith('.md'));
const commands = pages.flatMap((page) => shownCommands(page, textOf(page)));

const isPreamble = ({ script }: ShownCommand): boolean => /^export AWS_REGION.*\n.*resources --export/.test(script);
const preambles = commands.filter(isPreamble);

let world: ShownWorld;
let shell: Shell;
let defined: string;
const cleanUp = new AsyncDisposableStack();
beforeAll(async () => {
  world = cleanUp.use(await shownWorld());
  const aws = cleanUp.use(awsStandIn(world));
  shell = cleanUp.use(await startShell({ aws, ...otherStandIns(twinboxStandIn(world)) }));
  const { exitCode, output } = await shell.run(
    `${preambles[0]?.script}\ndeclare -p AWS_REGION MACHINE RECORD VAULT TOPIC`,
  );
  if (exitCode !== 0) throw new Error(output);
  defined = output;
});
afterAll(() => cleanUp.disposeAsync());

const filled = (script: string): string =>
  script.replaceAll(/<([a-zA-Z][^<>\n]*)>/g, (placeholder, name: string) => world.placeholders[name] ?? placeholder);

test('commands are found, and the short names are the same wherever they are given', () => {
  expect(commands.length).toBeGreaterThan(40);
  for (const page of ['README.md', 'docs/first-hour.md', 'docs/runbook.md'])
    expect(commands.filter((command) => command.page === page)).not.toEqual([]);
  expect(preambles.length).toBeGreaterThan(1);
  expect(new Set(preambles.map(({ script }) => script)).size).toBe(1);
});

test.each(pages)('%s hides no command where this test would not find it', (page) => {
  expect(hiddenCommands(textOf(page))).toEqual([]);
});

test.each(commands.map(({ page, script }): [string, string] => [page, script]))('%s: %s', async (_page, script) => {
  const { exitCode, output, called } = await shell.run(`${defined}\n${filled(script)}`);
  expect({ exitCode, output: exitCode === 0 ? '' : output }).toEqual({ exitCode: 0, output: '' });
  expect(called).not.toEqual([]);
});

describe('a command that would not work fails', () => {
  test.each([
    ['a program nobody knows', 'kubectl get pods'],
    ['a script that is not there', 'npm run deploy'],
    ['an option that the script does not take', 'npm run template-mutation -- --fast'],
    ['a command that the CDK does not have', 'npx cdk undeploy'],
    ['an option of the CDK', 'npx cdk deploy --everything'],
    ['a service', 'aws dynamodb list-tables'],
    ['an operation', 'aws stepfunctions begin-execution'],
    ['an option', 'aws stepfunctions stop-execution --execution "$MACHINE"'],
    ['a name in a query', `aws stepfunctions list-executions --state-machine-arn "$MACHINE" --query 'runs[].status'`],
    ['another state machine', 'aws stepfunctions list-executions --state-machine-arn "$MACHINE"-old'],
    ['an input that the workflow does not take', `npx twinbox start '{"kind": "flyback"}'`],
    ['a command that twinbox does not have', 'npx twinbox flyback'],
    ['an option that the command does not take', 'npx twinbox status --fast'],
    ['a run that is not there', 'npx twinbox follow 20260101T000000Z-00000000'],
    ['a function', 'aws lambda invoke --function-name Twinbox-support-rehearse /dev/null'],
    ['a schedule', 'aws scheduler get-schedule --name Twinbox-support-rehearse'],
    ['a log group', 'aws logs tail /aws/lambda/Twinbox-support-rehearse'],
    ['an object', 'aws s3 cp "s3://$VAULT/none" -'],
    [
      'a put of what has changed meanwhile',
      `echo '{}' > x.json; aws s3api put-object --bucket "$RECORD" --key pairs/support.json --body x.json --if-match '"other"'`,
    ],
    ['a placeholder that stays', 'aws s3 cp "s3://$VAULT/<anything>" -'],
    ['a variable that is not set', 'aws s3 ls "s3://$REPORTS/"'],
  ])('%s: %s', async (_what, script) => {
    const { exitCode, output } = await shell.run(`${defined}\n${filled(script)}`);
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: expect.stringMatching(/\S/) });
  });

  test('a command outside of a block, and a block of no language, are told of', () => {
    expect(hiddenCommands('text\n\n    npm run bench   all of it\n')).toHaveLength(1);
    expect(hiddenCommands('text\n\n```\naws s3 ls\n```\n')).toHaveLength(1);
    expect(hiddenCommands('text\n\n```bash\naws s3 ls\n```\n')).toHaveLength(1);
  });
});
