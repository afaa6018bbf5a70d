// Which machine a power controller controls: its reported identity, noted while all is well and compared before a
// power-off. A controller at the right address may control another machine than yesterday. Pure.

/** The identity that a controller reports of its machine, without meaningless values. */
export interface PowerTarget {
  /** Of Amazon EC2, which never gives an id to a second instance. */
  readonly instanceId?: string;
  readonly uuid?: string;
  readonly serialNumber?: string;
  readonly hostName?: string;
}

/** A target as it was noted. */
export interface NotedTarget extends PowerTarget {
  /** ISO time. */
  readonly notedAt: string;
}

/** By appliance, then by the method's name: the noted machine. */
export type NotedTargets = Readonly<Record<string, Readonly<Record<string, NotedTarget>>>>;

const LONGEST = 100;

/**
 * Boards without an assigned number report one of these. Source: SMBIOS tables in public bug reports of fwupd and
 * dmidecode.
 */
const FILLER =
  /^(0+|f+|(0123456789)+|123456789|default string|none|null|n\/?a|unknown|not (specified|available|applicable)|to be filled by o\.?e\.?m\.?|system serial number|empty|localhost|localhost\.localdomain)$/i;
/** Known to be shared by many boards: AMI's default and a counting pattern. */
const FILLER_UUID = /^(03000200-?0400-?0500-?0006-?000700080009|12345678-?1234-?5678-?90ab-?cddeefaabbcc)$/i;

const meaningful = (notified: unknown): string | undefined => {
  if (typeof notified !== 'string') return undefined;
  const text = notified.slice(0, LONGEST).replace(/\p{C}/gu, '').trim();
  const bare = text.replace(/-/g, '');
  return bare === '' || FILLER.test(text) || FILLER.test(bare) || FILLER_UUID.test(text) ? undefined : text;
};

/** Keeps the values that identify a machine. */
export const powerTargetOf = (
  notified: Readonly<Record<'uuid' | 'serialNumber' | 'hostName', unknown>>,
): PowerTarget => {
  const uuid = meaningful(notified.uuid)?.toLowerCase();
  const serialNumber = meaningful(notified.serialNumber);
  const hostName = meaningful(notified.hostName)?.toLowerCase();
  return {
    ...(uuid !== undefined && { uuid }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(hostName !== undefined && { hostName }),
  };
};

export const isReported = ({ instanceId, uuid, serialNumber, hostName }: PowerTarget): boolean =>
  [instanceId, uuid, serialNumber, hostName].some((value) => value !== undefined);

export const targetInWords = ({ instanceId, uuid, serialNumber, hostName }: PowerTarget): string =>
  [
    ...(instanceId === undefined ? [] : [`instance ${instanceId}`]),
    ...(uuid === undefined ? [] : [`UUID ${uuid}`]),
    ...(serialNumber === undefined ? [] : [`serial number ${serialNumber}`]),
    ...(hostName === undefined ? [] : [`host name ${hostName}`]),
  ].join(', ') || 'nothing';

type Comparison = 'same' | 'different' | 'not comparable';

/**
 * Instance id, UUID and serial number belong to the machine, and a difference in any decides. The host name comes from the
 * software, and a restore may change it: it is compared only if nothing better is known.
 */
export const compareTargets = (one: PowerTarget, other: PowerTarget): Comparison => {
  const pairs = [
    [one.instanceId, other.instanceId],
    [one.uuid, other.uuid],
    [one.serialNumber, other.serialNumber],
  ].filter(([mine, theirs]) => mine !== undefined && theirs !== undefined);
  if (pairs.length > 0) return pairs.every(([mine, theirs]) => mine === theirs) ? 'same' : 'different';
  if (one.hostName === undefined || other.hostName === undefined) return 'not comparable';
  return one.hostName === other.hostName ? 'same' : 'different';
};

/** The noted target of that appliance's method. Own keys only, whatever the names are. */
export const notedTargetOf = (
  noted: NotedTargets | undefined,
  appliance: string,
  method: string,
): NotedTarget | undefined => {
  const methods = noted !== undefined && Object.hasOwn(noted, appliance) ? noted[appliance] : undefined;
  return methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
};

/**
 * Why this machine must not be powered off as the appliance; undefined if it may be.
 * @param notified what the controller reports now.
 */
export const targetFault = (
  noted: NotedTargets | undefined,
  {
    appliance,
    method,
    notified,
  }: { readonly appliance: string; readonly method: string; readonly notified: PowerTarget },
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
