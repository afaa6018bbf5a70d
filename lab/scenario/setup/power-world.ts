// What powers an appliance of the world off and on, by the methods of its settings: a management controller, an instance
// of EC2, a hypervisor or a power strip behind the owner's function.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Cloud } from '../../../packages/local-cloud/aws/cloud.ts';
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import { type PowerController, startPowerController } from '../../appliance/power/power-controller.ts';
import type { PowerCommand } from '../../appliance/power/power-drive.ts';
import { type Hypervisor, startHypervisor } from '../../world/power/hypervisor.ts';
import { hypervisorFunction, stripFunction } from '../../world/power/power-function.ts';
import { type PowerStrip, startPowerStrip } from '../../world/power/power-strip.ts';
import type { Ground } from './ground.ts';
import type { LabAppliance, LabPower } from './lab-settings.ts';

/** The owner's function of a power device. */
type PowerFunction = (request: unknown) => Promise<object>;

/** The devices of one appliance; those that its settings do not name are absent. */
export interface PowerDevices extends AsyncDisposable {
  readonly controller?: PowerController;
  readonly hypervisor?: Hypervisor;
  readonly strip?: PowerStrip;
  readonly instanceId?: string;
  /** By ARN. A scenario may replace one. */
  readonly functions: Record<string, PowerFunction>;
  readonly secrets: Readonly<Record<string, string>>;
}

const HYPERVISOR = { host: 14, port: 8006 };
const STRIP = { host: 15, port: 8443 };

/** A place beside the appliance. */
const beside = (address: string, { host, port }: typeof STRIP) => ({
  address: address.replace(/\d+$/, String(host)),
  port,
});

type By<M extends LabPower['method']> = Extract<LabPower, { readonly method: M }>;

const methodOf = <M extends LabPower['method']>({ power }: LabAppliance, method: M): By<M> | undefined =>
  power.find((one): one is By<M> => one.method === method);

const randomSecret = (): string => randomBytes(18).toString('base64url');

const arnsFor = ({ power }: LabAppliance, device: string): readonly string[] =>
  power.flatMap((one) => (one.method === 'lambda' && one.functionArn.includes(device) ? [one.functionArn] : []));

export const startPower = async (
  one: LabAppliance,
  appliance: SimulatedAppliance,
  ground: Ground,
): Promise<PowerDevices> => {
  await using stack = new AsyncDisposableStack();
  const { ca, clock, network } = ground;
  const options = { appliance: one.name, caPem: ca.caPem, nowMs: () => clock.nowMs(), network };
  const functions: Record<string, PowerFunction> = {};
  const secrets: Record<string, string> = {};
  const redfish = methodOf(one, 'redfish');
  const account = { user: 'twinbox', password: randomSecret() };
  if (redfish) secrets[redfish.secret] = JSON.stringify(account);
  const controller =
    redfish &&
    stack.use(
      await startPowerController({ address: redfish.address, port: redfish.port, appliance, ...ground, ...account }),
    );
  const [byHypervisor] = arnsFor(one, 'power-hypervisor');
  const token = `twinbox@pve!fence=${randomSecret()}`;
  const hypervisor =
    byHypervisor === undefined
      ? undefined
      : stack.use(
          await startHypervisor({
            ...beside(one.address, HYPERVISOR),
            ...ground,
            ...{ appliance, uuid: randomUUID(), token },
          }),
        );
  if (hypervisor && byHypervisor !== undefined)
    functions[byHypervisor] = await hypervisorFunction(hypervisor, token, options);
  const [byStrip] = arnsFor(one, 'power-strip');
  const strip =
    byStrip === undefined
      ? undefined
      : stack.use(
          await startPowerStrip({
            ...beside(one.address, STRIP),
            ...ground,
            ...account,
            ...{ appliance, serialNumber: `PDU of ${one.name}` },
          }),
        );
  if (strip && byStrip !== undefined) functions[byStrip] = await stripFunction(strip, account, options);
  const instanceId = methodOf(one, 'ec2')?.instanceId;
  const owned = stack.move();
  return {
    functions,
    secrets,
    ...(controller && { controller }),
    ...(hypervisor && { hypervisor }),
    ...(strip && { strip }),
    ...(instanceId !== undefined && { instanceId }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};

/** The instance that the appliance runs on, if its settings name one. */
export const launchInstance = (cloud: Cloud, one: LabAppliance, appliance: SimulatedAppliance | undefined): void => {
  const method = methodOf(one, 'ec2');
  if (method === undefined || appliance === undefined) return;
  cloud.ec2.launch({
    instanceId: method.instanceId,
    machine: appliance,
    privateIpAddress: `10.0.0.${one.address.split('.')[2] ?? 1}`,
    publicIpAddress: one.address,
    tags: { Name: one.name },
  });
};

/** Every command to what powers the appliance, in the words of Redfish; those of people left out. */
export const commandsTo = (cloud: Cloud, devices: PowerDevices | undefined): readonly PowerCommand[] => [
  ...(devices?.controller?.commands ?? []),
  ...(devices?.hypervisor?.commands ?? []),
  ...(devices?.strip?.commands ?? []),
  ...cloud.ec2.commands
    .filter(({ instanceId, principal }) => instanceId === devices?.instanceId && principal !== 'world')
    .map(({ atMs, action, force }) => ({
      atMs,
      resetType: action === 'StartInstances' ? 'On' : force ? 'ForceOff' : 'GracefulShutdown',
    })),
];
