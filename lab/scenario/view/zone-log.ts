// The zone's change log, read as events: every claim and every move of the service's names, with who and when.
import type { ZoneChange } from '../../../packages/local-cloud/aws/route53/route53-state.ts';
import type { LabPair } from '../setup/lab-settings.ts';
import type { WorldView } from './world-view.ts';

export interface ZoneMove {
  readonly atMs: number;
  readonly principal: string;
  readonly name: string;
  /** Appliance name, or what the record holds when it is not just the address of one of the two. */
  readonly target: string;
}

export interface ZoneClaim {
  readonly atMs: number;
  readonly principal: string;
  readonly name: string;
  /** NaN where the claim names none. */
  readonly epoch: number;
  /** Id of the recovery that made it, empty where the claim names none. */
  readonly recovery: string;
  readonly text: string;
}

const bare = (name: string): string => name.replace(/\.$/, '');

/** Every change of the pair's zones that took effect, oldest first. */
export const zoneLogOf = (view: WorldView): readonly ZoneChange[] =>
  view.pair.traffic.zones
    .flatMap(({ id }) => view.cloud.route53.zone(id)?.log ?? [])
    .sort((one, other) => one.atMs - other.atMs);

const applianceAt = (pair: LabPair, address: string): string =>
  pair.appliances.find((appliance) => appliance.address === address)?.name ?? address;

/** Changes of the A records, the world's own among them. */
export const movesOf = (view: WorldView): readonly ZoneMove[] =>
  zoneLogOf(view).flatMap(({ atMs, principal, changes }) =>
    changes
      .filter(
        ({ action, record }) =>
          action !== 'DELETE' && record.type === 'A' && view.pair.service.names.includes(bare(record.name)),
      )
      .map(({ record }) => ({
        atMs,
        principal,
        name: bare(record.name),
        target: applianceAt(view.pair, record.values.join(' and ') || 'nothing'),
      })),
  );

/** Changes of the claims beside the names. */
export const claimsOf = (view: WorldView): readonly ZoneClaim[] =>
  zoneLogOf(view).flatMap(({ atMs, principal, changes }) =>
    changes
      .filter(
        ({ action, record }) => action !== 'DELETE' && record.type === 'TXT' && record.name.startsWith('_twinbox.'),
      )
      .map(({ record }) => {
        const text = record.values.join(' ');
        const epoch = Number(/\bepoch=(\d+)/.exec(text)?.[1] ?? Number.NaN);
        const recovery = /\brecovery=([^\s"]+)/.exec(text)?.[1] ?? '';
        return { atMs, principal, name: bare(record.name), text, epoch, recovery };
      }),
  );

/** The product's own changes: all except those of the world. */
export const byProduct = <T extends { readonly principal: string }>(changes: readonly T[]): readonly T[] =>
  changes.filter(({ principal }) => principal !== 'world');
