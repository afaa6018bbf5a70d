// What the streams run between: the emulated AWS with what the template declares in it, the service's zone and name
// servers, and two appliances with a backup of a given size. Made anew for each run; bodies lie on disk and are gone
// with it.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { pageSetOf } from '../../lab/appliance/pages/page-set.ts';
import { realNetwork } from '../../lab/network/real-network.ts';
import { STACK_NAME } from '../../lab/scenario/setup/assembly.ts';
import type { LabPair } from '../../lab/scenario/setup/lab-settings.ts';
import type { Prepared } from '../../lab/scenario/setup/prepare.ts';
import { seedCloud, startPublicSide } from '../../lab/scenario/setup/world.ts';
import { type Cloud, startCloud } from '../../packages/local-cloud/aws/cloud.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { type FunctionDefinition, functionsIn } from '../../packages/local-cloud/host/functions/function-definition.ts';
import { createResources } from '../../packages/local-cloud/host/template/stack-resources.ts';
import { loadTemplate } from '../../packages/local-cloud/host/template/template.ts';
import type { ApplianceInThread } from './appliances-thread.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000' } as const;
const ACCOUNT = { clientId: 'bench', clientSecret: 'of the bench' };
const LOGIN = { user: 'twinbox', password: 'of the bench' };

export interface StreamsWorld extends AsyncDisposable {
  readonly pair: LabPair;
  readonly cloud: Cloud;
  readonly caPem: string;
  readonly account: typeof ACCOUNT;
  readonly vaultBucket: string;
  /** @throws where the template has no such function */
  functionOf(verb: string): FunctionDefinition;
}

/** A folder that is gone even when somebody stops the bench half-way through: it may hold gigabytes. */
const temporaryFolder = async (stack: AsyncDisposableStack): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'twinbox-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const stop = (): never => process.exit(130);
  process.once('exit', remove);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  stack.defer(() => {
    process.off('exit', remove);
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    remove();
  });
  return folder;
};

const startAppliances = async ({ ca, pair }: Prepared, backupBytes: number): Promise<Worker> => {
  const appliances = pair.appliances.map(
    async ({ name, address, port, management }): Promise<ApplianceInThread> => ({
      ...{ name, address, port, backupBytes, accounts: ACCOUNT, loginAccount: LOGIN, loginPages: pageSetOf(0) },
      tlsNames: pair.service.names,
      ...(management && { management }),
      certificate: await ca.issue(pair.service.names, [address, ...(management ? [management.address] : [])]),
      configuration: `configuration of ${name}`,
    }),
  );
  const thread = new Worker(new URL('./appliances-thread.ts', import.meta.url), {
    workerData: await Promise.all(appliances),
  });
  await once(thread, 'message');
  return thread;
};

/** `prepared` with restores through /login. `backupBytes`: size of what a capture gets. */
export const startStreamsWorld = async (prepared: Prepared, backupBytes: number): Promise<StreamsWorld> => {
  await using stack = new AsyncDisposableStack();
  const { pair, ca, assembly } = prepared;
  const clock = scaledClock(1);
  const bodiesDirectory = await temporaryFolder(stack);
  const cloud = stack.use(await startCloud({ clock, ...PLACE, bodiesDirectory }));
  const template = loadTemplate({ assemblyDirectory: assembly.directory, stackName: STACK_NAME, ...PLACE });
  createResources(template, cloud);
  const secrets = Object.fromEntries(
    pair.appliances.flatMap(({ secret, restore }) => [
      [secret, JSON.stringify(ACCOUNT)],
      [restore.secret ?? '', JSON.stringify(LOGIN)],
    ]),
  );
  seedCloud(cloud, pair, { secrets });
  const thread = await startAppliances(prepared, backupBytes);
  stack.defer(async () => void (await thread.terminate()));
  stack.use(await startPublicSide(cloud, pair, { ca, clock, network: realNetwork }));
  const functions = functionsIn(template);
  const functionOf = (verb: string): FunctionDefinition => {
    const found = functions.find(({ name }) => name.endsWith(verb));
    if (!found)
      throw new Error(`the template has no function ${verb}: ${functions.map(({ name }) => name).join(', ')}`);
    return found;
  };
  const owned = stack.move();
  return {
    ...{ pair, cloud, caPem: ca.caPem, account: ACCOUNT, functionOf },
    vaultBucket: functionOf('capture').variables.VAULT_BUCKET ?? '',
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};
