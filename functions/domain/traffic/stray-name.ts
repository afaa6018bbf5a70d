// Whether the names of the service lead to one appliance and to nothing else. Pure.

/** Where a name points in public DNS. */
export interface NameSeen {
  readonly name: string;
  readonly addresses: readonly string[];
}

/** Whether these are that address alone. */
export const isOnly = (addresses: readonly string[], address: string): boolean =>
  addresses.length === 1 && addresses[0] === address;

/** A sentence for each name that does not lead to that appliance alone. */
export const strayNames = (
  seen: readonly NameSeen[],
  appliance: { readonly name: string; readonly address: string },
): readonly string[] =>
  seen
    .filter(({ addresses }) => !isOnly(addresses, appliance.address))
    .map(
      ({ name, addresses }) =>
        `${name} points at ${addresses.join(', ') || 'nothing'}, not at ${appliance.address} of ${appliance.name}`,
    );
