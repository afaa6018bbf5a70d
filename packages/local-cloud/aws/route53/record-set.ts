// Resource record sets as Route 53 keeps and compares them.

export interface RecordSet {
  /** Lower case with a final dot. */
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly values: readonly string[];
  /** For sets under a routing policy; the policy itself is kept as it came. */
  readonly setIdentifier?: string;
  readonly policy?: Readonly<Record<string, unknown>>;
}

export interface RecordChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly record: RecordSet;
}

export const fullName = (name: string): string => (name.endsWith('.') ? name : `${name}.`).toLowerCase();

export const recordKey = ({
  name,
  type,
  setIdentifier = '',
}: Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>): string => [name, type, setIdentifier].join('|');

/** DELETE must name the set exactly: the same TTL and the same values, in any order. */
const sameSet = (one: RecordSet, other: RecordSet): boolean =>
  one.ttlSeconds === other.ttlSeconds &&
  JSON.stringify([...one.values].sort()) === JSON.stringify([...other.values].sort()) &&
  JSON.stringify(one.policy ?? {}) === JSON.stringify(other.policy ?? {});

/** Route 53 lists names with their labels reversed (com.example.www), then by type. */
export const listOrder = (one: RecordSet, other: RecordSet): number => {
  const [left, right] = [one, other].map(({ name }) => name.split('.').reverse().join('.'));
  if (left !== right) return (left ?? '') < (right ?? '') ? -1 : 1;
  return recordKey(one) < recordKey(other) ? -1 : 1;
};

interface Applied {
  readonly records: ReadonlyMap<string, RecordSet>;
  /** Empty when the whole batch is good; otherwise nothing may be taken over. */
  readonly faults: readonly string[];
}

const ADDRESS = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const faultOfValue = ({ type, values }: RecordSet): string | undefined => {
  if (type === 'A' && !values.every((value) => ADDRESS.test(value)))
    return `Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)'`;
  if (type === 'TXT' && !values.every((value) => /^"([^"\\]|\\.)*"(\s+"([^"\\]|\\.)*")*$/.test(value)))
    return `Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks)'`;
  return undefined;
};

/** A batch on a copy, in order. Wording after Route 53's own messages. */
export const applyBatch = (
  current: ReadonlyMap<string, RecordSet>,
  zoneName: string,
  changes: readonly RecordChange[],
  mostRecordSets = 10_000,
): Applied => {
  const records = new Map(current);
  const faults: string[] = [];
  for (const { action, record } of changes) {
    const key = recordKey(record);
    const old = records.get(key);
    const what = `resource record set [name='${record.name}', type='${record.type}']`;
    const badValue = action === 'DELETE' ? undefined : faultOfValue(record);
    if (record.name !== zoneName && !record.name.endsWith(`.${zoneName}`))
      faults.push(`RRSet with DNS name ${record.name} is not permitted in zone ${zoneName}`);
    else if (badValue !== undefined) faults.push(badValue);
    else if (action === 'CREATE' && old !== undefined) faults.push(`Tried to create ${what} but it already exists`);
    else if (action === 'DELETE' && old === undefined) faults.push(`Tried to delete ${what} but it was not found`);
    else if (action === 'DELETE' && old !== undefined && !sameSet(old, record))
      faults.push(`Tried to delete ${what} but the values provided do not match the current values`);
    if (action === 'DELETE') records.delete(key);
    else records.set(key, record);
  }
  // Assumed: the words are those of the quota of a batch (github.com/DNSControl/dnscontrol/issues/1114); a full zone
  // would show its own.
  if (faults.length === 0 && records.size > mostRecordSets && records.size > current.size)
    faults.push(`Number of records limit of ${mostRecordSets} exceeded.`);
  return { records, faults };
};
