// A simulated power strip with switched outlets: the part of DMTF Redfish that reads and switches outlets. Written from
// the public schemas, https://redfish.dmtf.org/schemas/v1/Outlet.v1_4_4.json and PowerDistribution.v1_4_2.json.
import type { IncomingMessage } from 'node:http';
import type { LabClock } from '../../../packages/local-cloud/base/clock.ts';
import type { SimulatedAppliance } from '../../appliance/appliance.ts';
import type { PowerCommand } from '../../appliance/power/power-drive.ts';
import { serveTls } from '../../appliance/tls-site.ts';
import type { CertificateAuthority } from '../../network/certificate-authority.ts';
import type { Network } from '../../network/network.ts';
import { readText, sendJson } from './json-request.ts';

export interface PowerStripOptions {
  readonly address: string;
  readonly port: number;
  readonly ca: CertificateAuthority;
  readonly clock: LabClock;
  readonly network?: Network;
  readonly appliance: SimulatedAppliance;
  readonly serialNumber: string;
  readonly user: string;
  readonly password: string;
}

/**
 * `welded` a relay says Off and conducts; `second-supply` the appliance has another power supply elsewhere; `slow` the
 * strip's sequence delay; `silent` no answer.
 */
export type PowerStripFailure = 'welded' | 'second-supply' | 'slow' | 'silent';

export interface PowerStrip extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  failure: PowerStripFailure | undefined;
  serialNumber: string;
  readonly commands: readonly PowerCommand[];
  /** Somebody turns all outlets on at the strip itself. */
  switchOn(): void;
}

export const STRIP_PLACE = { pdu: '1', outlets: ['A3', 'B3'] } as const;
const STRIP = `/redfish/v1/PowerEquipment/RackPDUs/${STRIP_PLACE.pdu}`;
const DELAY_MS = 10_000;

type Answer = readonly [status: number, body?: object];
type OutletState = 'On' | 'Off' | 'PoweringOff';

/** An appliance with two power supplies, on outlets A3 and B3. */
export const startPowerStrip = async (options: PowerStripOptions): Promise<PowerStrip> => {
  const { appliance, clock, ca } = options;
  const commands: PowerCommand[] = [];
  const outlets = new Map<string, OutletState>(STRIP_PLACE.outlets.map((one) => [one, 'On']));
  const waits = new Set<Disposable>();
  let failure: PowerStripFailure | undefined;

  const settle = (): void => {
    const dead = [...outlets.values()].every((state) => state === 'Off');
    if (dead && failure !== 'welded' && failure !== 'second-supply') appliance.powerOff();
    if (!dead) appliance.powerOn();
  };
  const become = (outlet: string, state: OutletState): void => {
    outlets.set(outlet, state);
    settle();
  };
  const obey = (outlet: string, wanted: 'On' | 'Off'): void => {
    commands.push({ atMs: clock.nowMs(), resetType: wanted === 'Off' ? 'ForceOff' : 'On' });
    const isSlow = failure === 'slow' && wanted === 'Off';
    if (isSlow) waits.add(clock.after(DELAY_MS, () => become(outlet, 'Off')));
    if (isSlow) outlets.set(outlet, 'PoweringOff');
    else become(outlet, wanted);
  };
  const control = async (outlet: string, request: IncomingMessage): Promise<Answer> => {
    const { PowerState } = JSON.parse(await readText(request)) as { readonly PowerState?: unknown };
    if (PowerState !== 'On' && PowerState !== 'Off')
      return [
        400,
        {
          error: { code: 'Base.1.19.ActionParameterValueNotInList', message: 'PowerState' },
        },
      ];
    obey(outlet, PowerState);
    return [204];
  };
  const expected = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;
  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const { method, url = '', headers } = request;
    if (headers.authorization !== expected) return [401, { error: { code: 'Base.1.19.NoValidSession' } }];
    if (method === 'GET' && url === STRIP)
      return [200, { '@odata.id': STRIP, Id: STRIP_PLACE.pdu, SerialNumber: self.serialNumber }];
    const [, outlet = '', action] =
      /^\/Outlets\/([A-Z]\d+)(\/Actions\/Outlet\.PowerControl)?$/.exec(url.slice(STRIP.length)) ?? [];
    const state = url.startsWith(STRIP) ? outlets.get(outlet) : undefined;
    if (state === undefined) return [404, { error: { code: 'Base.1.19.ResourceMissingAtURI' } }];
    if (action !== undefined && method === 'POST') return control(outlet, request);
    return [200, { '@odata.id': url, Id: outlet, OutletType: 'IEC_60320_C13', PowerState: state }];
  };

  const certificate = await ca.issue([`strip.${appliance.name}`], [options.address]);
  const listener = await serveTls(
    options,
    certificate,
    async (request, response) => sendJson(response, ...(await answerTo(request))),
    options.network,
  );
  const self: PowerStrip = {
    address: options.address,
    port: listener.port,
    serialNumber: options.serialNumber,
    get failure() {
      return failure;
    },
    set failure(next) {
      failure = next;
      listener.set(next === 'silent' ? 'silent' : 'open');
    },
    commands,
    switchOn: () => {
      for (const outlet of STRIP_PLACE.outlets) become(outlet, 'On');
    },
    [Symbol.asyncDispose]: async () => {
      for (const wait of waits) wait[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
  return self;
};
