// A simulated Proxmox VE cluster with one virtual machine per appliance: the part of its API that reads and switches
// machines. Written from the public API documentation, https://pve.proxmox.com/pve-docs/api-viewer/. How long a shutdown
// takes, and the words of refusals, are assumed.
import type { IncomingMessage } from 'node:http';
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import type { PowerCommand } from '../../appliance/power/power-drive.ts';
import { serveTls } from '../../appliance/tls-site.ts';
import type { CertificateAuthority } from '../../network/certificate-authority.ts';
import type { Network } from '../../network/network.ts';
import { sendJson } from './json-request.ts';

export interface HypervisorOptions {
  readonly address: string;
  readonly port: number;
  readonly ca: CertificateAuthority;
  readonly clock: LabClock;
  readonly network?: Network;
  readonly appliance: SimulatedAppliance;
  readonly uuid: string;
  readonly token: string;
}

/**
 * `locked` a backup holds the machine's lock; `silent` no answer; `stale` reports what was so before the last command;
 * `task-fails` accepts a command as a task, and the task fails.
 */
export type HypervisorFailure = 'locked' | 'silent' | 'stale' | 'task-fails' | 'wrong-token';

export interface Hypervisor extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** The machine that the id leads to now; a restored or cloned machine has another one. */
  uuid: string;
  failure: HypervisorFailure | undefined;
  /** What it reports instead of the truth. */
  says: 'running' | 'stopped' | undefined;
  readonly commands: readonly PowerCommand[];
}

export const HYPERVISOR_PLACE = { node: 'pve1', vmid: 100 } as const;
const MACHINE = `/api2/json/nodes/${HYPERVISOR_PLACE.node}/qemu/${HYPERVISOR_PLACE.vmid}`;
const TASKS = `/api2/json/nodes/${HYPERVISOR_PLACE.node}/tasks?source=active&vmid=${HYPERVISOR_PLACE.vmid}`;
const SHUTDOWN_MS = 8_000;
const RESET_TYPES = { stop: 'ForceOff', shutdown: 'GracefulShutdown', start: 'On' } as const;
type Command = keyof typeof RESET_TYPES;

type Answer = readonly [status: number, body: object];

const isCommand = (name: string): name is Command => Object.hasOwn(RESET_TYPES, name);

export const startHypervisor = async (options: HypervisorOptions): Promise<Hypervisor> => {
  const { appliance, clock, ca } = options;
  const commands: PowerCommand[] = [];
  let failure: HypervisorFailure | undefined;
  let shutdown: Disposable | undefined;
  let before: 'running' | 'stopped' = 'running';
  const status = (): 'running' | 'stopped' => (appliance.power === 'On' ? 'running' : 'stopped');
  const reported = (): 'running' | 'stopped' => self.says ?? (failure === 'stale' ? before : status());

  const obey = (command: Command): void => {
    before = status();
    commands.push({ atMs: clock.nowMs(), resetType: RESET_TYPES[command] });
    if (failure === 'task-fails') return;
    if (command === 'start') appliance.powerOn();
    else if (command === 'stop') appliance.powerOff();
    else
      shutdown ??= clock.after(SHUTDOWN_MS, () => {
        shutdown = undefined;
        appliance.powerOff();
      });
  };
  const answerTo = (request: IncomingMessage): Answer => {
    const { method, url = '' } = request;
    if (failure === 'wrong-token' || request.headers.authorization !== `PVEAPIToken=${options.token}`)
      return [401, { data: null }];
    const current = { status: reported(), qmpstatus: reported(), name: appliance.name, vmid: HYPERVISOR_PLACE.vmid };
    if (method === 'GET' && url === `${MACHINE}/status/current`) return [200, { data: current }];
    if (method === 'GET' && url === `${MACHINE}/config`)
      return [200, { data: { name: appliance.name, smbios1: `uuid=${self.uuid}` } }];
    if (method === 'GET' && url === TASKS)
      return [200, { data: shutdown === undefined ? [] : [{ type: 'qmshutdown', id: String(HYPERVISOR_PLACE.vmid) }] }];
    const command = url.slice(`${MACHINE}/status/`.length);
    if (method !== 'POST' || !url.startsWith(`${MACHINE}/status/`) || !isCommand(command)) return [501, { data: null }];
    if (failure === 'locked') return [500, { data: null, message: 'VM is locked (backup)\n' }];
    obey(command);
    return [200, { data: `UPID:${HYPERVISOR_PLACE.node}:0000C350:qm${command}:100:root@pam:` }];
  };

  const certificate = await ca.issue([`hypervisor.${appliance.name}`], [options.address]);
  const listener = await serveTls(
    options,
    certificate,
    async (request, response) => {
      request.resume();
      sendJson(response, ...answerTo(request));
    },
    options.network,
  );
  const self: Hypervisor = {
    address: options.address,
    port: listener.port,
    uuid: options.uuid,
    says: undefined,
    get failure() {
      return failure;
    },
    set failure(next) {
      failure = next;
      listener.set(next === 'silent' ? 'silent' : 'open');
    },
    commands,
    [Symbol.asyncDispose]: async () => {
      shutdown?.[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
  return self;
};
