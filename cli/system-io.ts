// The process as a command sees it: its streams, its terminal, its files, and Ctrl-C.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Log } from '../functions/contract/runtime/log.ts';
import { systemPlatform } from '../functions/net/system-platform.ts';
import type { Io } from './base/io.ts';

const NARROW = 80;

/** https://no-color.org: any value but an empty one switches colours off. */
const mayColour = ({ NO_COLOR: no = '', FORCE_COLOR: force = '' }: NodeJS.ProcessEnv, isTerminal: boolean): boolean =>
  no === '' && (isTerminal || force !== '');

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

const openFile = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const [program = 'xdg-open', ...first] = OPENERS[process.platform] ?? ['xdg-open'];
    const child = spawn(program, [...first, path], { stdio: 'ignore', detached: true });
    child.once('error', reject).once('spawn', () => {
      child.unref();
      resolve();
    });
  });

/** Questions are asked with a library that only a terminal needs. */
const ask = async (question: string): Promise<string | undefined> => {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({ message: question, output: process.stderr });
  return isCancel(answer) ? undefined : answer;
};

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const systemIo = (): Io => {
  const { stdin, stdout, stderr, env } = process;
  const isTerminal = Boolean(stdin.isTTY && stdout.isTTY && stderr.isTTY);
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  const { clock, random } = systemPlatform(log);
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    isTerminal,
    ...(isTerminal && { screen: stderr }),
    columns: stdout.columns ?? NARROW,
    environment: env,
    user: userInfo().username,
    program: env.npm_command === 'exec' ? 'npx twinbox' : 'twinbox',
    clock,
    random,
    stop: controller.signal,
    ask,
    clear: () => void stdout.write('\u001b[2J\u001b[H'),
    readFile: (path) => readFile(path, 'utf8'),
    writeFile: (path, text) => writeFile(path, text),
    open: openFile,
    colour: mayColour(env, Boolean(stdout.isTTY)),
  };
};
