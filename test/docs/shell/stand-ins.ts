// Runs shell text of a page in a real bash, in which every program outside of the shell is a stand-in: it hands its
// arguments to the test and prints what that answers. A program that has no stand-in is not found, and the text fails.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a program was called with. */
export interface Called {
  readonly args: readonly string[];
  /** Its working folder. */
  readonly folder: string;
}

/** Answers with what the program prints. Throws: the program fails, and says why. */
export type StandIn = (called: Called) => Promise<string> | string;

export interface Ran {
  readonly exitCode: number;
  readonly output: string;
  /** Programs that were called, with their arguments. */
  readonly called: readonly string[];
}

export interface Shell extends AsyncDisposable {
  run(script: string): Promise<Ran>;
}

/** Small tools that do no harm in a folder of their own. */
const REAL = ['mkdir', 'rm', 'tail'];
const placeOf = (tool: string): string => [`/bin/${tool}`, `/usr/bin/${tool}`].find((path) => existsSync(path)) ?? tool;

/**
 * Sends how many arguments there are, the program, its folder and the arguments; gets an exit code in a line, then the
 * output.
 */
const clientOf = (program: string): string => `#!/bin/bash
exec 3<>"/dev/tcp/127.0.0.1/$STAND_IN_PORT"
printf '%s\\0' "$#" ${program} "$PWD" "$@" >&3
IFS= read -r code <&3
if [ "$code" = 0 ]; then /bin/cat <&3; else /bin/cat <&3 >&2; fi
exit "$code"
`;

/** Resolves once all that was announced is there. */
const callOn = (socket: Socket): Promise<Called & { readonly program: string }> =>
  new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += String(chunk);
      const [count = '', program = '', folder = '', ...args] = text.split('\0').slice(0, -1);
      if (count !== '' && args.length === Number(count) && folder !== '') resolve({ program, folder, args });
    });
  });

const execute = (script: string, options: object): Promise<{ exitCode: number; output: string }> =>
  new Promise((resolve) => {
    execFile('/bin/bash', ['-c', `set -euo pipefail\n${script}`], options, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : 1, output: `${String(stdout)}${String(stderr)}` });
    });
  });

export const startShell = async (programs: Readonly<Record<string, StandIn>>): Promise<Shell> => {
  const called: string[] = [];
  const server = createServer(async (socket) => {
    socket.on('error', () => socket.destroy());
    const { program, args, folder } = await callOn(socket);
    called.push([program, ...args].join(' '));
    try {
      socket.end(`0\n${await programs[program]?.({ args, folder })}`);
    } catch (error) {
      socket.end(`1\n${program} ${args.join(' ')}: ${String(error)}\n`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-shown-'));
  const bin = join(folder, 'bin');
  const home = join(folder, 'home');
  await Promise.all([bin, home].map((one) => mkdir(one)));
  for (const program of Object.keys(programs)) {
    const file = program.includes('/') ? join(home, program) : join(bin, program);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, clientOf(program), { mode: 0o755 });
  }
  await writeFile(join(bin, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
  for (const tool of REAL) await symlink(placeOf(tool), join(bin, tool));
  const { port } = server.address() as AddressInfo;
  const environment = { PATH: bin, HOME: home, EDITOR: 'editor', STAND_IN_PORT: String(port) };
  return {
    run: async (script) => {
      const before = called.length;
      const ran = await execute(script, { cwd: home, env: environment, timeout: 60_000 });
      return { ...ran, called: called.slice(before) };
    },
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
};
