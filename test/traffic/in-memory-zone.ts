// Route 53's rules for one zone, without AWS: atomic batches, exact DELETE, CREATE only where nothing stands, a log of
// all changes. Speaks the SDK's commands, so that the adapter under test is the real one.
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';

/** What happens around one call: throw before it for a fault, after it for an answer that got lost. */
export interface Around {
  before?(command: string): void | Promise<void>;
  after?(command: string): void | Promise<void>;
}

export const awsError = (name: string, message = name): Error => Object.assign(new Error(message), { name });

const full = (name: string | undefined): string => `${(name ?? '').toLowerCase().replace(/\.$/, '')}.`;
const keyOf = (set: ResourceRecordSet): string => `${full(set.Name)}|${set.Type}|${set.SetIdentifier ?? ''}`;
const orderOf = (name: string): string => name.split('.').reverse().join('.');
const bodyOf = ({ Name: _, ...body }: ResourceRecordSet): string => JSON.stringify(Object.entries(body).sort());

export class InMemoryZone {
  readonly sets = new Map<string, ResourceRecordSet>();
  /** Every batch that took effect. */
  readonly log: Change[][] = [];
  /** Calls by command name. */
  readonly calls: string[] = [];
  readonly statusOf = new Map<string, 'PENDING' | 'INSYNC'>();

  put(set: ResourceRecordSet): void {
    this.sets.set(keyOf(set), { ...set, Name: full(set.Name) });
  }

  putAddress(name: string, address: string, ttlSeconds = 30): void {
    this.put({ Name: name, Type: 'A', TTL: ttlSeconds, ResourceRecords: [{ Value: address }] });
  }

  valuesOf(name: string, type: string): readonly string[] {
    const found = [...this.sets.values()].filter((set) => set.Name === full(name) && set.Type === type);
    return found.flatMap((set) => (set.ResourceRecords ?? []).map((record) => record.Value ?? ''));
  }

  apply(changes: readonly Change[]): string {
    const next = new Map(this.sets);
    for (const { Action, ResourceRecordSet: set } of changes) {
      if (!set) throw awsError('InvalidInput');
      const key = keyOf(set);
      const old = next.get(key);
      const refuse = (why: string) => awsError('InvalidChangeBatch', `[${why}: ${key}]`);
      if (Action === 'UPSERT') throw awsError('AccessDenied', 'not authorized to UPSERT');
      if (Action === 'CREATE' && old) throw refuse('Tried to create, but it already exists');
      if (Action === 'DELETE' && !old) throw refuse('Tried to delete, but it was not found');
      if (Action === 'DELETE' && old && bodyOf(old) !== bodyOf(set))
        throw refuse('Tried to delete, but the values do not match');
      if (Action === 'DELETE') next.delete(key);
      else next.set(key, { ...set, Name: full(set.Name) });
    }
    this.sets.clear();
    for (const [key, set] of next) this.sets.set(key, set);
    const id = `/change/C${this.log.push([...changes])}`;
    this.statusOf.set(id, 'PENDING');
    return id;
  }

  private answer(command: unknown): unknown {
    if (command instanceof ListResourceRecordSetsCommand) {
      const start = orderOf(full(command.input.StartRecordName));
      const sorted = [...this.sets.values()].sort((a, b) => (orderOf(full(a.Name)) < orderOf(full(b.Name)) ? -1 : 1));
      const from = sorted.filter((set) => orderOf(full(set.Name)) >= start);
      return { ResourceRecordSets: structuredClone(from.slice(0, command.input.MaxItems)) };
    }
    if (command instanceof ChangeResourceRecordSetsCommand) {
      return { ChangeInfo: { Id: this.apply(command.input.ChangeBatch?.Changes ?? []), Status: 'PENDING' } };
    }
    if (command instanceof GetChangeCommand)
      return { ChangeInfo: { Status: this.statusOf.get(command.input.Id ?? '') } };
    throw new TypeError('no such command');
  }

  /** A client of this zone, with unkindness around its calls. */
  client(around: Around = {}): Pick<Route53Client, 'send'> {
    const send = async (command: object, options?: { abortSignal?: AbortSignal }): Promise<unknown> => {
      const name = command.constructor.name.replace(/Command$/, '');
      if (!options?.abortSignal) throw new TypeError(`${name} was sent without a signal`);
      this.calls.push(name);
      await around.before?.(name);
      const answer = this.answer(command);
      await around.after?.(name);
      return answer;
    };
    return { send } as unknown as Pick<Route53Client, 'send'>;
  }
}
