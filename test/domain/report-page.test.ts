// The report as a page: what it must say in each case, and that nothing in it can be anything but text.
import * as cheerio from 'cheerio';
import { reportPage } from '../../functions/domain/report/page/report-page.ts';
import type { Report } from '../../functions/domain/report/report.ts';
import { fc } from '../properties.ts';
import { failed, halted, moved, PROOF, rehearsed, stoodDown } from './report-cases.ts';

const textOf = (report: Report): string => cheerio.load(reportPage(report))('body').text().replaceAll(/\s+/g, ' ');

/** Every element with the names of its attributes: what text can never change. */
const elementsOf = (page: string): readonly { readonly name: string; readonly attributes: readonly string[] }[] =>
  cheerio
    .load(page)('*')
    .toArray()
    .flatMap((node) => ('attribs' in node ? [{ name: node.name, attributes: Object.keys(node.attribs) }] : []));

const skeletonOf = (page: string): readonly string[] =>
  elementsOf(page).map(({ name, attributes }) => `${name} ${attributes.join(' ')}`);

describe('what the page says', () => {
  test('what happened, and what was achieved beside what was wanted', () => {
    const text = textOf(moved());
    expect(text).toContain('support moved from london to dublin');
    expect(text).toContain('Recovery time3 min 12 s Objective 30 min: met.');
    expect(text).toContain('Recovery point age15 min 3 s Objective 2 h: met.');
    expect(text).toContain('All times are UTC');
    expect(text).toContain('Started2026-11-22 20:15:03 UTC');
  });

  test('since when users were without service and for how long, and no epoch among the figures', () => {
    const text = textOf(moved({ outageSince: '2026-11-22T20:10:03.000Z', outageSeconds: 492 }));
    expect(text).toContain('Outage8 min 12 slondon was first found down 2026-11-22 20:10:03 UTC.');
    expect(text).toContain('Recovery time8 min 12 s Objective 30 min: met.');
    expect(text).not.toMatch(/Epoch\d/);
  });

  test('a drill by what a drill does: nobody makes sure that anything is down', () => {
    expect(textOf(rehearsed())).toContain('confirm that the primary is healthy');
    expect(textOf(rehearsed())).not.toContain('confirm the outage');
    expect(textOf(moved())).toContain('confirm the outage');
  });

  test('an objective that was missed, by how much, and in the colour of bad news', () => {
    const page = cheerio.load(reportPage(moved({ objectives: { rpoMinutes: 10, rtoMinutes: 3 } })));
    expect(page('.card.bad').text()).toMatch(/missed by 12 s.*missed by 5 min 3 s/s);
  });

  test('a bar for each leg, with its seconds', () => {
    const page = cheerio.load(reportPage(moved()));
    expect(page('svg.leg')).toHaveLength(4);
    expect(page('.legs tbody tr').first().text().replaceAll(/\s+/g, ' ')).toContain(
      'confirmconfirm the outage +1 s6 s',
    );
  });

  test('the restore point with its hash and what the appliance held, what was passed over and why, and what no backup holds', () => {
    const text = textOf(moved());
    for (const part of [
      'c0ffee'.padEnd(64, '0'),
      'b-3: suspect: far smaller',
      'session recordings',
      '1.3 GB',
      'user 42, jump-group 9',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('every answer that was seen of DNS, the wrong ones first, and the same ones in a row as one', () => {
    const page = cheerio.load(reportPage(moved()));
    const rows = page('section:contains("Every answer") tbody tr').toArray();
    expect(rows.map((row) => page(row).text().replaceAll(/\s+/g, ' ').trim())).toEqual([
      '20:17:30.0to 20:17:35.0 AwaitTraffic1 to 2ns1 gives support.example.com as 203.0.113.10',
      '20:17:40.0 AwaitTraffic3ns1 gives support.example.com as 198.51.100.10',
      '20:18:10.0 Verify1https://support.example.com:443/ is healthy after 12 ms',
    ]);
  });

  test('who confirmed the fence', () => {
    expect(cheerio.load(reportPage(moved()))('.verdict.good').text()).toBe('london is off, confirmed by redfish.');
  });

  test('in the colour of a warning that nobody did, even where the recovery went through', () => {
    const timeline = moved().timeline.map((row) =>
      row.state === 'Fence' ? { ...row, outcome: 'unconfirmed' as const } : row,
    );
    const page = cheerio.load(reportPage(moved({ timeline, fence: { outcome: 'unconfirmed' } })));
    expect(page('header.warn .badge').text()).toBe('Moved, fence not confirmed');
    expect(page('.legs tr.warn th').text()).toContain('fence');
    expect(page('header').text()).toContain('london and dublin may both serve until you power london off');
    expect(page('.verdict.warn').text()).toContain('london is not confirmed to be off');
  });

  test('an old answer of Fence does not hide that it failed later', () => {
    const page = cheerio.load(reportPage(halted({ fence: { outcome: 'fenced', confirmedBy: 'redfish' } })));
    expect(page('.verdict.warn')).toHaveLength(1);
  });

  test('of a drill that it passed, what it proved, and that neither users nor the appliance that serves were touched', () => {
    const page = cheerio.load(reportPage(rehearsed()));
    expect(page('header.good .badge').text()).toBe('Drill passed');
    expect(page('h1').text()).toBe('support: drill passed: dublin was restored and checked');
    const text = textOf(rehearsed());
    expect(text).toContain(
      `Last proven restore point: ${PROOF.backupId}, restored to dublin and checked at 2026-11-22 20:16:38 UTC`,
    );
    expect(text).toContain('a drill never changes the appliance that serves');
    expect(text).toContain('A drill changes only dublin');
    expect(text).toContain('Changes made in this time would be lost.');
    expect(text).not.toContain('Moved');
  });

  test('of a drill that rested on an earlier restore, that it restored nothing', () => {
    const lastProof = { ...PROOF, recoveryId: 'r-1' };
    expect(textOf(rehearsed({ lastProof }))).toContain('dublin already carries the newest backup');
  });

  test('of a drill that failed that it failed, and of one that made way for a failover that it did', () => {
    const failure = { name: 'RestoreUnproven', message: 'nothing proves it', hint: 'Look at dublin.' } as const;
    const page = cheerio.load(reportPage(rehearsed({ outcome: 'halted', failure })));
    expect(page('header.bad .badge').text()).toBe('Drill failed');
    expect(page('.lead').text()).toContain('Users were not affected.');
    expect(page('.lead').text()).toContain('its restore is not proven');
    expect(
      cheerio
        .load(reportPage(rehearsed({ outcome: 'preempted' })))('header.calm .badge')
        .text(),
    ).toBe('Stopped for a failover');
  });

  test('that no restore has been proven yet, where none was', () => {
    expect(textOf(moved())).toContain('No restore of this pair has been proven yet.');
  });

  test('that the old primary is kept as it is, and how to lift the quarantine', () => {
    const reason = 'it holds what no backup has';
    const quarantined = { appliance: 'london', recoveryId: 'r-1', since: '2026-11-22T20:18:00.000Z', reason };
    expect(textOf(moved({ quarantined }))).toContain(
      'london has been quarantined since 2026-11-22 20:18:00 UTC (r-1): it holds',
    );
    expect(textOf(moved())).not.toContain('quarantined');
  });

  test('after a halt what to do, with the console input as it must be typed', () => {
    const page = cheerio.load(reportPage(halted()));
    expect(page('header.bad .badge').text()).toBe('Halted: needs an operator');
    expect(page('header').text()).toContain('What to do: Make sure that london is off.');
    expect(JSON.parse(page('.hold pre').first().text())).toEqual(halted().hold?.resumeInput);
  });

  test('of one that stood down that its time is not judged, and that nothing is left to do', () => {
    const page = cheerio.load(reportPage(stoodDown()));
    expect(page('header.calm')).toHaveLength(1);
    expect(page('.hold')).toHaveLength(0);
    expect(page('.card').first().text()).toContain('not evaluated');
    expect(page('.verdict.calm').text()).toContain('was not fenced');
  });

  test('of one that halted before it had written anything, that it knows nothing', () => {
    const text = textOf(failed());
    expect(text).toContain('No state left an entry');
    expect(text).toContain('unknown: closed out from its lease');
  });
});

describe('what the page can do', () => {
  test('nothing: no script, no form, nothing fetched, and a policy that would forbid it', () => {
    for (const report of [moved(), halted(), stoodDown(), failed()]) {
      const html = reportPage(report);
      const page = cheerio.load(html);
      expect(page('script,link,img,iframe,object,embed,form,a,base,image,use,foreignObject')).toHaveLength(0);
      expect(html).not.toMatch(/@import|url\(/);
      const attributes = elementsOf(html).flatMap((element) => element.attributes);
      expect(attributes.filter((name) => /^on|^src|href|^style$/.test(name))).toEqual([]);
      expect(page('meta[http-equiv=Content-Security-Policy]').attr('content')).toMatch(/^default-src 'none'/);
    }
  });

  test('no text that an appliance, a name server or a person wrote becomes markup', () => {
    const hostile = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' autofocus onfocus='alert(1)",
      '</style><script>1</script>',
      '</pre><svg onload=alert(1)>',
      '<!--',
      ']]>',
      '&lt;b&gt;',
      '`onclick=`',
    ];
    for (const text of hostile) {
      expect(skeletonOf(reportPage(halted({}, text)))).toEqual(skeletonOf(reportPage(halted())));
      expect(textOf(halted({}, text))).toContain(text);
    }
  });

  test('whatever the strings are, it is made, and is the same page with other words', () => {
    const page = skeletonOf(reportPage(halted()));
    const strings = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '-', '!', 'a', '=', ' ') }),
    );
    fc.assert(
      fc.property(strings, strings, (text, time) => {
        const made = halted({ startedAt: time, endedAt: time }, text);
        expect(skeletonOf(reportPage(made))).toEqual(page);
        expect(reportPage(made)).not.toContain('NaN');
      }),
      { numRuns: 60 },
    );
  });

  test('nothing invisible hides in it or turns it round', () => {
    const page = reportPage(halted({}, 'a\u202Eb\u0000c\u200Bd\uD800e'));
    expect(page).toContain('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(page.isWellFormed()).toBe(true);
  });
});
