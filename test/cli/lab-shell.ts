// A shell for tests: runs a command line against a lab in the same thread and on the lab's clock, and keeps what it
// printed.
import { randomUUID } from 'node:crypto';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Connect } from '../../cli/aws/clients.ts';
import type { Io } from '../../cli/base/io.ts';
import { run } from '../../cli/run.ts';
import { deadlinesOf } from '../../functions/contract/runtime/deadline.ts';
import { type Cloud, type Keys, WORLD_KEYS } from '../../packages/local-cloud/aws/cloud.ts';
import { deadlineOf, type LabClock } from '../../packages/local-cloud/base/clock.ts';
import { directHandler } from '../../packages/local-cloud/inline/direct-handler.ts';

export interface Printed {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** The part of a lab that a command line needs. */
export interface ShellWorld {
  readonly clock: LabClock;
  readonly cloud: Cloud;
}

export interface ShellOptions {
  readonly keys?: Keys;
  readonly environment?: Readonly<Record<string, string>>;
  /** What a person types; without it nobody sits at the terminal. */
  readonly types?: readonly string[];
  readonly stop?: AbortSignal;
  readonly colour?: boolean;
}

const LATENCY_MS = 5;

/** Clients of the emulated AWS, without a socket. */
const connectTo =
  ({ clock, cloud }: ShellWorld, keys: Keys): Connect =>
  ({ region = 'eu-central-1' }) => {
    const options = {
      region,
      endpoint: 'http://127.0.0.1:9',
      credentials: keys,
      requestHandler: directHandler({ clock, handle: cloud.handle, latencyMs: () => LATENCY_MS }) as never,
    };
    return {
      cloudformation: new CloudFormationClient(options),
      cloudwatch: new CloudWatchClient(options),
      s3: new S3Client({ ...options, forcePathStyle: true }),
      sfn: new SFNClient(options),
      ssm: new SSMClient(options),
    };
  };

export interface ShellFiles {
  /** What was written, by its path. */
  readonly files: Map<string, string>;
  readonly opened: string[];
}

/** Runs `twinbox` with these words. */
export type Shell = ((...argv: readonly string[]) => Promise<Printed>) & ShellFiles;

export const shellIn = (world: ShellWorld, options: ShellOptions = {}): Shell => {
  const { clock } = world;
  const { keys = WORLD_KEYS, environment = {}, types, stop = new AbortController().signal, colour = false } = options;
  const files = new Map<string, string>();
  const opened: string[] = [];
  const typed = [...(types ?? [])];
  const monotonicMs = (): number => clock.nowMs();
  const call = async (...argv: readonly string[]): Promise<Printed> => {
    const out: string[] = [];
    const err: string[] = [];
    const io: Io = {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      isTerminal: types !== undefined,
      columns: 110,
      environment,
      user: 'morgan',
      program: 'twinbox',
      clock: {
        nowMs: () => clock.nowMs(),
        monotonicMs,
        sleep: (waitMs, signal) => clock.sleep(waitMs, signal),
        ...deadlinesOf({ monotonicMs, timeout: (timeoutMs) => deadlineOf(clock, timeoutMs) }),
      },
      random: {
        uuid: () => randomUUID(),
        fraction: () => 0.5,
        bytes: (size) => Buffer.alloc(size),
      },
      stop,
      ask: async () => typed.shift(),
      clear: () => undefined,
      readFile: async (path) => {
        const text = files.get(path);
        if (text === undefined) throw new Error(`no file ${path}`);
        return text;
      },
      writeFile: async (path, text) => void files.set(path, text),
      open: async (path) => void opened.push(path),
      colour,
    };
    const exitCode = await run(argv, io, connectTo(world, keys));
    return { exitCode, out: out.join('\n'), err: err.join('\n') };
  };
  return Object.assign(call, { files, opened });
};
