import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import { playOne, programmeIn } from '../../test/scenarios/what-if';
import { catalogue } from '../domain/catalogue';
import { kinds } from './what-if-kinds';

const taken = Object.entries(kinds).flatMap(([type, kind]) => (typeof kind === 'function' ? [type] : []));

describe('what becomes of each type of event when a draft is tried', () => {
  it('every type of the catalogue is taken again, stands, follows or is of a register, and each is said once', () => {
    expect(Object.keys(kinds).sort()).toEqual(Object.keys(catalogue).sort());
    const table = readFileSync(join(__dirname, 'what-if-kinds.ts'), 'utf8').split('export const kinds')[1]?.split('\n};')[0] ?? '';
    const said = [...table.matchAll(/'([A-Z]\w+)'|\b([A-Z]\w+): by\(/gu)].flatMap(([, listed, own]) => listed ?? own ?? []).filter((type) => Object.hasOwn(catalogue, type));
    expect([...said].sort()).toEqual(Object.keys(catalogue).sort());
  });
});

/** One example or more of everything that is taken again. */
const examples = [
  ['test/programmes/publicity', ['clock-suspended-and-resumed', 'list-changed-while-posted', 'ends-on-a-make-up-saturday', 'year-without-a-calendar']],
  ['test/programmes/county-holds', ['e18-substitution-granted', 'objection-rejected']],
  ['test/programmes/county-practice', ['seats-transferred']],
  ['test/programmes/scoring-practice', ['score-changed-and-ranked-again', 'open-seats-carried-and-returned', 'open-seats-reallocated', 'served-running-and-two-halves', 'recused-sheet']],
  ['test/programmes/studios-practice', ['E40-host-lost', 'opened-joined-assessed', 'one-level-leads-the-next', 'mentors-and-load']],
  ['test/programmes/training-practice', ['five-ones', 'ordered-phases']],
  ['test/programmes/targets', ['E17-near-400']],
  ['test/programmes/levels', ['completed-late', 'mass-recommended-in-one-act']],
  ['test/programmes/title-life', ['E28-suspended-and-reinstated', 'E29-exits-and-giving-up']],
  ['test/programmes/eligibility', ['waiver-by-the-right-body']],
  ['test/programmes/ways-practice', ['pool-of-three-to-one']],
  ['programmes/district-five-level-2023', ['A5-A8-four-parties', 'A10-three-components']],
  ['programmes/qingdao-mingshi-2024', ['E27-put-off-during-a-leave', 'Q7-no-more-excellent-than-the-share', 'Q7-two-excellent-terms', 'Q3a-daily-tracking', 'Q11-bases-1-3-N']],
  ['programmes/wenzhou-ouyue-2022', ['targets-by-2025', 'E52-round-1-holders-are-not-new']],
  ['programmes/weihai-edz-2017', ['plans-of-schools', 'five-percent-and-earmark', 'last-place-two-clerks', 'W17-yearly-high-end-training', 'W12-W13-in-two-years', 'title-revoked', 'unqualified-waits-for-a-person']],
] as const;

describe('what is taken again under the rules that it was taken by', () => {
  const seen = new Set<string>();

  it.each(examples)('in %s, every decision comes out as it did, and whatever a rule decided is taken again, stands, or follows', async (name, files) => {
    const folder = join(__dirname, '../..', name);
    const programme = programmeIn(folder);
    for (const file of files) {
      const { office, under } = await playOne(`${file}.yaml`, folder, programme);
      const { otherwise, unanswered, redecided } = await under(programme);
      expect({ file, otherwise, unanswered }).toEqual({ file, otherwise: [], unanswered: [] });
      for (const type of Object.keys(redecided)) seen.add(type);
      const ruled = new Set<string>();
      for await (const page of office.events.readAll(null)) for (const { envelope: { type, meta } } of page) if (meta.rule !== undefined) ruled.add(type);
      expect([...ruled].filter((type) => kinds[type as keyof typeof kinds] === 'REGISTER')).toEqual([]);
    }
  }, 120_000);

  it('and so is one of each type that is taken again', () => {
    // Only where something befalls her between the decision on the list and her own turn in it.
    expect(taken.filter((type) => !seen.has(type))).toEqual(['ConferralDeclined']);
  });
});
