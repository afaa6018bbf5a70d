// Which machine a power controller switches: what it tells of its system, noted while all is well and compared before anything is
// switched off. A controller at the right address may stand beside another machine than it did yesterday. Pure.

/** What a controller tells of its system, as far as it means anything. */
export interface PowerTarget {
  readonly uuid?: string;
  readonly serialNumber?: string;
  readonly hostName?: string;
}

/** A target as it was noted. */
export interface NotedTarget extends PowerTarget {
  /** ISO time. */
  readonly notedAt: string;
}

/** By appliance, then by the method's name: which machine stood behind it. */
export type NotedTargets = Readonly<Record<string, Readonly<Record<string, NotedTarget>>>>;

const LONGEST = 100;

/** Boards that nobody gave a number say one of these. Source: SMBIOS tables in public bug reports of fwupd and dmidecode. */
const FILLER =
  /^(0+|f+|(0123456789)+|123456789|default string|none|null|n\/?a|unknown|not (specified|available|applicable)|to be filled by o\.?e\.?m\.?|system serial number|empty|localhost|localhost\.localdomain)$/i;
/** Known to stand on many boards alike: AMI's default, and one of zeros or ones. */
const FILLER_UUID = /^(03000200-?0400-?0500-?0006-?000700080009|12345678-?1234-?5678-?90ab-?cddeefaabbcc)$/i;

const meaningful = (notified: unknown): string | undefined => {
  if (typeof notified !== 'string') return undefined;
  const text = notified.slice(0, LONGEST).replace(/\p{C}/gu, '').trim();
  const bare = text.replace(/-/g, '');
  return bare === '' || FILLER.test(text) || FILLER.test(bare) || FILLER_UUID.test(text) ? undefined : text;
};

/** Keeps what tells one machine from another. */
export const powerTargetOf = (notified: Readonly<Record<'uuid' | 'serialNumber' | 'hostName', unknown>>): PowerTarget => {
  const uuid = meaningful(notified.uuid)?.toLowerCase();
  const serialNumber = meaningful(notified.serialNumber);
  const hostName = meaningful(notified.hostName)?.toLowerCase();
  return {
    ...(uuid !== undefined && { uuid }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(hostName !== undefined && { hostName }),
  };
};

export const isReported = ({ uuid, serialNumber, hostName }: PowerTarget): boolean =>
  uuid !== undefined || serialNumber !== undefined || hostName !== undefined;

export const targetInWords = ({ uuid, serialNumber, hostName }: PowerTarget): string =>
  [
    ...(uuid === undefined ? [] : [`UUID ${uuid}`]),
    ...(serialNumber === undefined ? [] : [`serial number ${serialNumber}`]),
    ...(hostName === undefined ? [] : [`host name ${hostName}`]),
  ].join(', ') || 'nothing';

type Comparison = 'same' | 'different' | 'not comparable';

/**
 * UUID and serial number belong to the machine, and either of them that differs decides. A host name is given by whatever runs on
 * it, and a restore may change it: it is compared only where nothing better can be.
 */
export const compareTargets = (one: PowerTarget, other: PowerTarget): Comparison => {
  const pairs = [
    [one.uuid, other.uuid],
    [one.serialNumber, other.serialNumber],
  ].filter(([mine, theirs]) => mine !== undefined && theirs !== undefined);
  if (pairs.length > 0) return pairs.every(([mine, theirs]) => mine === theirs) ? 'same' : 'different';
  if (one.hostName === undefined || other.hostName === undefined) return 'not comparable';
  return one.hostName === other.hostName ? 'same' : 'different';
};

/** The noted target of that appliance's method; only what really was noted, whatever the names are. */
export const notedTargetOf = (noted: NotedTargets | undefined, appliance: string, method: string): NotedTarget | undefined => {
  const methods = noted !== undefined && Object.hasOwn(noted, appliance) ? noted[appliance] : undefined;
  return methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
};

/**
 * Why this machine must not be switched off in the appliance's name; undefined where nothing speaks against it.
 * @param told what the controller tells now.
 */
export const targetFault = (
  noted: NotedTargets | undefined,
  { appliance, method, notified }: { readonly appliance: string; readonly method: string; readonly notified: PowerTarget },
): string | undefined => {
  const own = notedTargetOf(noted, appliance, method);
  if (own && compareTargets(own, notified) === 'different')
    return `expected ${targetInWords(own)} (noted at ${own.notedAt}), found ${targetInWords(notified)}`;
  for (const [other, methods] of Object.entries(noted ?? {})) {
    if (other === appliance) continue;
    const alike = Object.values(methods).find((target) => compareTargets(target, notified) === 'same');
    if (alike && (own === undefined || compareTargets(own, notified) !== 'same'))
      return `found ${targetInWords(notified)}, which is the machine of ${other}`;
  }
  return undefined;
};
