// The zone's change log, read as a story: every claim and every move of the service's names, with who and when.
import type { LabPair } from './lab-settings.ts';
import type { WorldView } from './world-view.ts';

export interface ZoneMove {
  readonly atMs: number;
  readonly principal: string;
  readonly name: string;
  /** Appliance name, or the bare address when it is none of the two. */
  readonly target: string;
}

export interface ZoneClaim {
  readonly atMs: number;
  readonly principal: string;
  readonly name: string;
  readonly epoch: number;
  readonly text: string;
}

const bare = (name: string): string => name.replace(/\.$/, '');

const log = (view: WorldView) => {
  const [zone] = view.pair.traffic.zones;
  return (zone && view.cloud.route53.zone(zone.id)?.log) || [];
};

const applianceAt = (pair: LabPair, address: string): string =>
  pair.appliances.find((appliance) => appliance.address === address)?.name ?? address;

/** Changes of the A records, the world's own first one left out. */
export const movesOf = (view: WorldView): readonly ZoneMove[] =>
  log(view).flatMap(({ atMs, principal, changes }) =>
    changes
      .filter(
        ({ action, record }) => action !== 'DELETE' && record.type === 'A' && view.pair.service.names.includes(bare(record.name)),
      )
      .map(({ record }) => ({
        atMs,
        principal,
        name: bare(record.name),
        target: applianceAt(view.pair, record.values[0] ?? 'nothing'),
      })),
  );

/** Changes of the claims beside the names. */
export const claimsOf = (view: WorldView): readonly ZoneClaim[] =>
  log(view).flatMap(({ atMs, principal, changes }) =>
    changes
      .filter(({ action, record }) => action !== 'DELETE' && record.type === 'TXT' && record.name.startsWith('_twinbox.'))
      .map(({ record }) => {
        const text = record.values.join(' ');
        return { atMs, principal, name: bare(record.name), text, epoch: Number(/epoch=(\d+)/.exec(text)?.[1] ?? Number.NaN) };
      }),
  );

/** Who changed the zone for the product: everyone but the world. */
export const byProduct = <T extends { readonly principal: string }>(changes: readonly T[]): readonly T[] =>
  changes.filter(({ principal }) => principal !== 'world');
