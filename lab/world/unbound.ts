// A third-party caching resolver: Debian's unbound, in the foreground and as an ordinary user, for the lab's zone
// alone. It shows how long real resolvers keep an answer that has changed, which our own simulation could not prove.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface UnboundOptions {
  /** The program, as `findUnbound` gives it. */
  readonly program: string;
  readonly address: string;
  /** Above 1023, since it runs as an ordinary user. */
  readonly port: number;
  /** The one zone that it resolves. */
  readonly zone: string;
  /** The zone's authoritative servers; the port is the same for all. */
  readonly servers: readonly { readonly address: string; readonly port: number }[];
}

export interface Unbound extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** What it wrote to its log so far. */
  readonly log: () => string;
}

/** The user and group that own nothing; used if the lab itself runs as root. */
const NOBODY = 65_534;
const START_DEADLINE_MS = 10_000;

/** Where the program is, if it is installed. */
export const findUnbound = (): string | undefined =>
  ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(':')]
    .map((folder) => join(folder, 'unbound'))
    .find((path) => existsSync(path));

/** https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html. Everything else is unbound's default. */
const configuration = ({ address, port, zone, servers }: UnboundOptions, folder: string): string => `server:
  interface: ${address}
  port: ${port}
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  do-ip6: no
  do-daemonize: no
  chroot: ""
  username: ""
  directory: "${folder}"
  pidfile: ""
  use-syslog: no
  verbosity: 1
  module-config: "iterator"
  local-zone: "test." nodefault
remote-control:
  control-enable: no
stub-zone:
  name: "${zone}"
${servers.map((server) => `  stub-addr: ${server.address}@${server.port}`).join('\n')}
`;

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** Starts it and waits until it serves. @throws with its own message if it ends instead */
export const startUnbound = async (options: UnboundOptions): Promise<Unbound> => {
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-unbound-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  // A copy: where the distribution confines its own program by AppArmor, the original may not read our files.
  const program = join(folder, 'unbound');
  await copyFile(options.program, program);
  await writeFile(join(folder, 'unbound.conf'), configuration(options, folder));
  await chmod(folder, 0o755);
  const ordinary = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(program, ['-d', '-c', join(folder, 'unbound.conf')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...ordinary,
  });
  let log = '';
  const serves = new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`unbound ${why}: ${log}`));
    const timer = setTimeout(() => fail('did not start in time'), START_DEADLINE_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (!log.includes('start of service')) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.once('error', (error) => fail(String(error)));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
  try {
    await serves;
  } catch (error) {
    await end(child);
    await remove();
    throw error;
  }
  return {
    address: options.address,
    port: options.port,
    log: () => log,
    [Symbol.asyncDispose]: async () => {
      await end(child);
      await remove();
    },
  };
};
