// What every keeper of evidence must do: the first proof of a backup stays, a report may be written again, and the key
// that people are pointed at is the page's where there is one.
import type { Proof } from '../../functions/domain/record/pair-record.ts';
import type { Proofs } from '../../functions/store/vault/proofs.ts';
import type { Reports } from '../../functions/store/vault/vault.ts';

export interface EvidenceUnderTest extends AsyncDisposable {
  readonly proofs: Proofs;
  readonly reports: Reports;
  /** All keys there are, in order. */
  keys(): readonly string[];
  /** The object as data, a page as its text. */
  read(key: string): Promise<unknown>;
}

const RECOVERY = '20261122T201503Z-9f8e7d6c';
const FOLDER = `reports/support/${RECOVERY}`;
const PAGE = '<!doctype html><title>moved – ünïcode</title>';
const PROOF: Proof = {
  backupId: '20261122T200000Z-a1b2c3d4',
  sha256: 'a'.repeat(64),
  at: '2026-11-22T20:16:00.000Z',
  appliance: 'dublin',
  recoveryId: RECOVERY,
  how: ['the appliance went down and came back'],
};
const KEY = `proofs/support/${PROOF.backupId}.json`;

export const evidenceContract = (name: string, open: () => Promise<EvidenceUnderTest>): void => {
  describe(`${name} keeps evidence`, () => {
    test('a proof lies under its pair and its backup, and names the pair', async () => {
      await using store = await open();
      await store.proofs.write('support', PROOF);
      await store.proofs.write('archive', PROOF);
      expect(store.keys()).toEqual([KEY.replace('support', 'archive'), KEY]);
      expect(await store.read(KEY)).toEqual({ pair: 'support', ...PROOF });
    });

    test('a backup that is proven again keeps its first proof', async () => {
      await using store = await open();
      await store.proofs.write('support', PROOF);
      await store.proofs.write('support', { ...PROOF, at: '2026-12-01T00:00:00.000Z' });
      expect(await store.read(KEY)).toMatchObject({ at: PROOF.at });
    });

    test('a report lies under its recovery; written again, the last stands', async () => {
      await using store = await open();
      await store.reports.write('support', RECOVERY, { outcome: 'halted' });
      expect(await store.reports.write('support', RECOVERY, { outcome: 'moved' })).toBe(`${FOLDER}/report.json`);
      expect(store.keys()).toEqual([`${FOLDER}/report.json`]);
      expect(await store.read(`${FOLDER}/report.json`)).toEqual({ outcome: 'moved' });
    });

    test('a page lies beside it, and is what people are pointed at', async () => {
      await using store = await open();
      expect(await store.reports.write('support', RECOVERY, { outcome: 'moved' }, PAGE)).toBe(`${FOLDER}/report.html`);
      expect(store.keys()).toEqual([`${FOLDER}/report.html`, `${FOLDER}/report.json`]);
      expect(await store.read(`${FOLDER}/report.html`)).toBe(PAGE);
    });

    test('what is handed in is copied', async () => {
      await using store = await open();
      const report = { outcome: 'moved' };
      await store.reports.write('support', RECOVERY, report);
      report.outcome = 'halted';
      expect(await store.read(`${FOLDER}/report.json`)).toEqual({ outcome: 'moved' });
    });
  });
};
