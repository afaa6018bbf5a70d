// Where a command goes: a region and profile of AWS, or a running lab, which `npm run lab` describes in a file.
import * as z from 'zod/mini';
import { parseJson } from '../../functions/contract/json/parse-json.ts';
import { CliError } from '../base/cli-error.ts';
import type { Io } from '../base/io.ts';

/** `npm run lab` writes it and removes it at its end. TWINBOX_LAB_FILE names another place for both. */
const LAB_FILE = 'build/lab.json';

const LabFile = z.object({
  url: z.url(),
  region: z.string(),
  /** They open nothing but the lab. */
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
});

export type Lab = z.infer<typeof LabFile>;

export interface Target {
  /** Undefined: what the environment and the AWS configuration say. */
  readonly region?: string;
  readonly profile?: string;
  readonly lab?: Lab;
}

export interface TargetOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly lab?: boolean | undefined;
}

const noLab = (file: string, why: string): CliError =>
  new CliError({
    exit: 'fault',
    name: 'NoLab',
    message: `no lab is running: ${file} ${why}`,
    fix: 'start one with `npm run lab`, in a second terminal and from the same folder.',
  });

const readLab = async (io: Pick<Io, 'readFile'>, file: string): Promise<Lab> => {
  const [read] = await Promise.allSettled([io.readFile(file)]);
  if (read.status === 'rejected') throw noLab(file, 'does not exist');
  const { value, faults } = parseJson(LabFile, read.value);
  if (!value) throw noLab(file, `is not the file of a lab: ${faults}`);
  return value;
};

/** @throws NoLab */
export const targetOf = async (
  io: Pick<Io, 'readFile' | 'environment'>,
  { region, profile, lab }: TargetOptions,
): Promise<Target> => {
  if (lab) return { lab: await readLab(io, io.environment.TWINBOX_LAB_FILE ?? LAB_FILE) };
  const named = region ?? io.environment.AWS_REGION ?? io.environment.AWS_DEFAULT_REGION;
  return { ...(named !== undefined && { region: named }), ...(profile !== undefined && { profile }) };
};
