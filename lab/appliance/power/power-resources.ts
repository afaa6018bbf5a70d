// The Redfish resources of one appliance: the collection of systems, the system with its reset action, and the values
// that this action accepts. Sources: ComputerSystem and ActionInfo schemas, https://redfish.dmtf.org/schemas/v1/
import { type PowerQuirks, STANDARD_RESET_TYPES } from './power-quirks.ts';

const SYSTEMS = '/redfish/v1/Systems';
export const SESSIONS = '/redfish/v1/SessionService/Sessions';

export interface ShownSystem {
  readonly name: string;
  readonly powerState: string;
  readonly etag: string;
}

const systemIds = ({ systems }: PowerQuirks): readonly string[] => systems ?? ['1'];

/** The appliance's own system. */
export const systemPathOf = (quirks: PowerQuirks): string => `${SYSTEMS}/${systemIds(quirks)[0] ?? '1'}`;

/** The path that really accepts commands. */
export const resetPathOf = (quirks: PowerQuirks): string => {
  const { target } = quirks;
  return target?.startsWith('/') && !target.startsWith('//')
    ? target
    : `${systemPathOf(quirks)}/Actions/ComputerSystem.Reset`;
};

export const takenTypes = ({ allowable }: PowerQuirks): readonly string[] =>
  allowable === 'unreported'
    ? [...STANDARD_RESET_TYPES, 'PushPowerButton', 'ForceRestart', 'GracefulRestart', 'PowerCycle', 'Nmi']
    : (allowable ?? STANDARD_RESET_TYPES);

const actionOf = (quirks: PowerQuirks): object => ({
  target: quirks.target ?? resetPathOf(quirks),
  ...(quirks.actionInfo
    ? { '@Redfish.ActionInfo': `${systemPathOf(quirks)}/ResetActionInfo` }
    : quirks.allowable === 'unreported'
      ? {}
      : { 'ResetType@Redfish.AllowableValues': takenTypes(quirks) }),
});

const ownSystem = (quirks: PowerQuirks, { name, powerState, etag }: ShownSystem): object => ({
  '@odata.id': systemPathOf(quirks),
  '@odata.type': '#ComputerSystem.v1_22_0.ComputerSystem',
  ...(quirks.etag === undefined ? {} : { '@odata.etag': etag }),
  Id: systemIds(quirks)[0] ?? '1',
  Name: name,
  ...quirks.identity,
  PowerState: 'saysPowerState' in quirks ? quirks.saysPowerState : powerState,
  ...(quirks.additionBytes === undefined ? {} : { Oem: { Maker: 'x'.repeat(quirks.additionBytes) } }),
  Actions: { '#ComputerSystem.Reset': actionOf(quirks) },
});

/** Path without a final slash → resource. */
export const resourcesOf = (quirks: PowerQuirks, shown: ShownSystem): ReadonlyMap<string, object> => {
  const members = systemIds(quirks).map((id) => ({ '@odata.id': `${SYSTEMS}/${id}` }));
  const others = systemIds(quirks)
    .slice(1)
    .map((id): [string, object] => [`${SYSTEMS}/${id}`, { '@odata.id': `${SYSTEMS}/${id}`, Id: id, PowerState: 'On' }]);
  return new Map<string, object>([
    [SYSTEMS, { '@odata.id': SYSTEMS, Members: members, 'Members@odata.count': members.length }],
    [systemPathOf(quirks), ownSystem(quirks, shown)],
    ...others,
    [
      `${systemPathOf(quirks)}/ResetActionInfo`,
      { Parameters: [{ Name: 'ResetType', Required: true, DataType: 'String', AllowableValues: takenTypes(quirks) }] },
    ],
  ]);
};

export const serviceRoot = {
  '@odata.id': '/redfish/v1',
  RedfishVersion: '1.20.1',
  Systems: { '@odata.id': SYSTEMS },
  Links: { Sessions: { '@odata.id': SESSIONS } },
};
