import { createHash, randomBytes } from 'node:crypto';
import { sha256, weihai } from '../../../test/domain/district';
import { encode } from '../../event-store/codec';
import { catalogue, type EventType } from '../catalogue';
import { Story } from '../../../test/domain/story';
import type { NewFact, Recorded } from '../facts';
import { panel, type PanelState } from '../panel/state';
import { decideRank } from './ranking';
import { round } from './round';

const CANDIDATES = 3_000;
const MIB = 1_048_576;

/** A city round whose scores are opened: 30 panels of 100 candidates with five sheets each. */
function opened(): { readonly story: Story<ReturnType<typeof round.initial>, Recorded & Parameters<typeof round.evolve>[1]>; readonly panels: readonly PanelState[] } {
  const story = new Story(round, 'round-city');
  const { state } = story;
  state.opened = {
    round: 'city', names: { zh: '市级评选', en: 'City round' }, programme: weihai.id, version: 1, adoptions: 0, tier: 'RISING_STAR', track: 'TEACHER', calendar: 'cn', demonstration: true,
    parameters: { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-06', nominationsTo: '2019-05-24', recommendationSeats: [], awardSeats: 300, requiredAttachments: [] },
  };
  state.gate = 'SCORES_OPENED';
  const panels = Array.from({ length: 30 }, (_, p): PanelState => {
    const stream = `panel-city-${p + 1}`;
    const of = panel.initial(stream);
    const candidates = Array.from({ length: CANDIDATES / 30 }, (_unused, n) => ({ nomination: id('n', p * 100 + n), teacher: id('t', p * 100 + n) }));
    of.formed = { panel: `p-${p}`, round: 'city', group: '评委会', experts: [], candidates };
    of.closed = { digest: `d-${p}`, event: 'closed' };
    of.partsOpened = of.partsExpected = 1;
    for (const { nomination, teacher } of candidates) {
      const number = Number(teacher.slice(-5));
      of.opened.set(teacher, [1, 2, 3, 4, 5].map((expert) => ({ event: id('s', number * 5 + expert), expert: id('e', p * 5 + expert), components: { LESSON: (6_000 + ((number * 7_919 + expert * 31) % 4_000)) / 100 } })));
      state.recommendations.set(id('r', number), { reservation: id('r', number), nomination, teacher, level: 'SCHOOL', unit: 'school-1', recommenders: ['clerk'], path: [{ level: 'SCHOOL', unit: 'school-1' }], version: 1, on: '2019-05-20', act: null, countsTo: [], status: 'CONFIRMED', leaving: null });
    }
    state.panels.push({ panel: `p-${p}`, n: p + 1, stream, group: '评委会', experts: [], candidates });
    return of;
  });
  state.opening = { event: 'order', panels: panels.map(({ stream }, p) => ({ panel: `p-${p}`, stream, digest: `d-${p}` })) };
  return { story, panels };
}

const id = (kind: string, n: number): string => `${kind}1c0a6f0-5f0e-5b0a-9d53-0000000${String(n).padStart(5, '0')}`;

describe('a ranking of 3,000', () => {
  const { story, panels } = opened();
  const context = story.on('2019-06-07', { programme: weihai, acting: { person: 'officer', appointment: 'a' } });
  const next = () => decideRank(story.state, { panels, hash: sha256 }, context);

  /** Bytes of an append as the store holds it. */
  const bytes = (events: readonly NewFact[]): number =>
    events.reduce((sum, event, index) => {
      const owners = Object.keys(event.private ?? {});
      const fact = { ...event, id: `0190a7c8-1111-7222-8333-${String(index).padStart(12, '0')}`, version: catalogue[event.type as EventType].version, stream: 'round-city', revision: index, recordedAt: '2019-06-07T02:00:00.000Z', private: event.private ?? {}, meta: { ...context.recorded, class: 'internal' } };
      const envelope = encode(fact as never, new Map(owners.map((owner) => [owner, createHash('sha256').update(owner).digest()])), randomBytes);
      return sum + Buffer.byteLength(JSON.stringify(envelope));
    }, 0);

  test('is listed in parts that an append can hold, counts for nothing before its head, and is taken up where it stopped', () => {
    const sizes: number[] = [];
    const listed = new Set<string>();
    for (let appends = 0; story.state.gate === 'SCORES_OPENED'; appends += 1) {
      if (appends > 10) throw new Error('the ranking does not end');
      const decision = next();
      expect(next()).toEqual(decision);
      sizes.push(bytes(decision.events as readonly NewFact[]));
      for (const event of decision.events) if (event.type === 'RankingListed') for (const teacher of event.data.teachers) listed.add(teacher);
      expect(story.state.ranking).toBeNull();
      story.take(decision, context);
    }
    expect(sizes).toHaveLength(6);
    expect(Math.max(...sizes)).toBeLessThan(MIB);
    expect(listed.size).toBe(CANDIDATES);
    expect(story.state.ranking?.lines.filter(({ proposed }) => proposed)).toHaveLength(300);
    expect(story.state.ranking?.listed).toMatch(/^[0-9a-f]{64}$/u);
  });

  test('parts of another ranking are no part of this one', () => {
    const again = opened();
    const at = again.story.on('2019-06-07', { programme: weihai, acting: { person: 'officer', appointment: 'a' } });
    again.story.take(decideRank(again.story.state, { panels: again.panels, hash: sha256 }, at), at);
    expect(again.story.state.listing).toMatchObject({ parts: 3 });
    const [first] = again.panels[0]?.opened.keys() ?? [];
    again.panels[0]?.opened.set(first ?? '', null);
    const decided = decideRank(again.story.state, { panels: again.panels, hash: sha256 }, at);
    expect(decided.events.map((event) => (event.type === 'RankingListed' ? event.data.part : event.type))).toEqual([1, 2, 3]);
  });
});
