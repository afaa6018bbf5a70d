// The README's second promise: `npm run lab` runs until Ctrl-C, and `npx twinbox --lab` shows and controls it from
// another process.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const call = (program: string, args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...variables }, timeout: 120_000 };
    execFile(program, [...args], options, (error, out, err) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), out, err });
    });
  });

/** Resolves once the process has printed that, with all of its output. */
const says = (child: ChildProcess, expected: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: unknown): void => {
      text += String(chunk);
      if (expected.test(text)) resolve(text);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the lab ended with ${code}:\n${text}`)));
  });

test('npm run lab keeps a lab running that npx twinbox shows and controls', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-lab-test-'));
  const file = join(folder, 'lab.json');
  const variables = { TWINBOX_LAB_FILE: file, LAB_SPEED: '10', NO_COLOR: '1' };
  const none = await call('npx', ['twinbox', '--lab', 'status'], variables);
  expect(none).toMatchObject({ exitCode: 1, out: '', err: expect.stringContaining('npm run lab') });

  const lab = spawn(process.execPath, ['--no-warnings', 'lab/run.ts'], { env: { ...process.env, ...variables } });
  const twinbox = (...words: readonly string[]) =>
    call(process.execPath, ['--no-warnings', 'bin/twinbox.ts', '--lab', ...words], variables);
  try {
    const printed = await says(lab, /Ctrl-C ends the lab/);
    expect(printed).toContain('npx twinbox --lab status');
    const status = await twinbox('status');
    expect(status).toMatchObject({ exitCode: 0, err: '' });
    expect(status.out).toMatch(/^support in the lab, .*primary +london \(standby dublin\)/s);
    const data = JSON.parse((await twinbox('status', '--json')).out) as { pair: string; automation: string };
    expect(data).toMatchObject({ pair: 'support', automation: 'act' });

    const paused = await twinbox('pause', '--for', '4h', '--reason', 'upgrade of london');
    expect(paused).toMatchObject({ exitCode: 0, out: expect.stringContaining('support is paused until') });
    expect(await twinbox('failover', '--dry-run')).toMatchObject({ exitCode: 5 });
    expect(await twinbox('resume')).toMatchObject({ exitCode: 0 });
    expect(await twinbox('failover')).toMatchObject({ exitCode: 2, err: expect.stringContaining('--confirm support') });

    const killed = says(lab, /london is dead/);
    lab.stdin.write('kill london\n');
    await killed;
    const moved = await twinbox('failover', '--follow', '--confirm', 'support');
    expect(moved.err).toMatch(/Begin/);
  } finally {
    const ended = new Promise((resolve) => lab.once('exit', resolve));
    lab.kill('SIGINT');
    await ended;
  }
  expect(existsSync(file)).toBe(false);
  await rm(folder, { recursive: true });
});
