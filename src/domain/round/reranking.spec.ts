import { act, District, risingStar, sha256, weihai } from '../../../test/domain/district';
import type { EffectiveProgramme, TierRules } from '../programme-rules';
import { decideCommitSeed, decidePrepareDraw, draw } from '../panel/draw';
import { Story } from '../../../test/domain/story';
import { decideWindowEnded, shownOn } from './publicity';
import { decideCommissionPanel, decideOrderOpening, decideRank, type CommissionPanelCommand } from './ranking';
import { decideExtendPanel, decideOrderChange, decideReopenRanking } from './reranking';

const ruled = (more: Partial<TierRules>): EffectiveProgramme => ({ ...weihai, tiers: [{ ...risingStar, ...more }] });
const named = { clause: 'W12', formedBy: 'NAMED' as const, minimum: 1, maxConsecutive: 2, conflicts: [] };

function reopen(district: District, today = '2019-06-12') {
  const context = district.about(district.round, today, 'officer');
  return district.round.take(decideReopenRanking(district.round.state, { objection: null, act: act() }, context), context);
}

describe('a ranking that is reopened', () => {
  test('what was made public by it is no longer the list: it is not shown, and its window ends nothing', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    district.publish();
    expect(reopen(district)).toEqual(['RankingReopened']);
    const posting = district.round.state.publicities.get('pub-1');
    if (!posting) throw new Error('nothing was posted');
    expect(posting.superseded).toBe(true);
    expect(shownOn(posting, '2019-06-13')).toBe(false);
    expect(decideWindowEnded(district.round.state, district.about(district.round, '2019-06-20'))).toEqual({ kind: 'events', events: [] });
    expect(district.closePublicity('2019-06-20')).toMatchObject({ rule: 'wrongGate' });
  });

  test('waits for a change of a score that was ordered, and takes no second order meanwhile', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    reopen(district, '2019-06-08');
    const of = district.panel.state.opened.get('a')?.[0]?.event ?? '';
    const change = (lesson: number) => {
      const context = district.about(district.round, '2019-06-09', 'officer');
      return district.round.take(decideOrderChange(district.round.state, { teacher: 'a', of, components: { LESSON: lesson }, reason: '统分错误', act: act(), panel: district.panel.state }, context), context);
    };
    expect(change(60)).toEqual(['ScoreChangeOrdered']);
    expect(change(61)).toMatchObject({ rule: 'scoreChangePending', inputs: { count: 1, panel: 'p-1' } });
    expect(district.rank()).toMatchObject({ rule: 'scoreChangePending', inputs: { count: 1, panel: 'p-1' } });
    const context = district.about(district.panel, '2019-06-09', 'officer');
    district.panel.take({ kind: 'events', events: [{ type: 'ScoreChanged', data: { panel: 'p-1', order: district.round.last().id, of, nomination: 'n-a', teacher: 'a' }, private: { a: { components: { LESSON: 60 } } } }] }, context);
    expect(district.rank()).toEqual(['CandidatesRanked']);
    expect(district.round.lastOf('CandidatesRanked').data.lines.map(({ nomination }) => nomination)).toEqual(['n-b', 'n-a', 'n-c']);
  });
});

describe('after the opening', () => {
  test('no panel is formed, drawn or enlarged to judge somebody again: the refusal says by what she is', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    for (const reopened of [false, true]) {
      if (reopened) reopen(district, '2019-06-08');
      const context = district.about(district.round, '2019-06-09', 'officer');
      const later = { rule: 'panelAfterOpening', inputs: { round: 'r-2019', gate: reopened ? 'SCORES_OPENED' : 'RANKED' } };
      expect(district.commission(['a'], ['expert-3', 'expert-4'], 2)).toMatchObject(later);
      expect(district.round.take(decideExtendPanel(district.round.state, { panel: district.panel.state, experts: ['expert-3'] }, context), context)).toMatchObject(later);
      const lots = new Story(draw, 'draw-r-2019-2');
      const prepare = decidePrepareDraw(lots.state, { n: 2, pool: 'county', subject: null, size: 3, candidates: ['a'], listed: [], conflicts: [], rounds: [], tooOften: new Set(), round: district.round.state, asOf: '2019-06-09', hash: sha256 }, context);
      expect(prepare).toMatchObject({ refusal: later });
    }
  });
});

describe('before there is a ranking', () => {
  function closed(programme: EffectiveProgramme = weihai, ids: readonly string[] = ['a', 'b']): District {
    const district = new District(programme);
    district.open();
    district.recommend(ids);
    district.closeNominations();
    return district;
  }
  const commission = (district: District, more: Partial<CommissionPanelCommand>) => {
    const context = district.about(district.round, '2019-06-03', 'officer');
    return district.round.take(decideCommissionPanel(district.round.state, { panel: 'p-1', n: 1, stream: 'panel-r-2019-1', group: '语文', experts: ['expert-1', 'expert-2'], candidates: ['a', 'b'], ...more }, context), context);
  };

  test('a panel has experts and candidates', () => {
    const district = closed();
    expect(commission(district, { experts: [] })).toMatchObject({ rule: 'panelEmpty', inputs: { n: 1 } });
    expect(commission(district, { candidates: [] })).toMatchObject({ rule: 'panelEmpty' });
  });

  test('an expert who served in as many rounds running as the programme allows sits in no further one', () => {
    const district = closed(ruled({ panel: named }));
    const service = { rounds: ['r-2017', 'r-2018'], tooOften: new Set(['expert-2']) };
    expect(commission(district, { service })).toMatchObject({ rule: 'servedTooOften', clause: 'W12', inputs: { experts: ['expert-2'], rounds: 2 } });
    expect(commission(district, { service, experts: ['expert-1', 'expert-3'] })).toEqual(['PanelCommissioned']);
  });

  test('no lots are drawn where the programme has experts named', () => {
    const district = closed(ruled({ panel: named }));
    const story = new Story(draw, 'draw-r-2019-1');
    const context = district.about(story, '2019-06-03', 'officer');
    const prepare = () => decidePrepareDraw(story.state, { n: 1, pool: 'county', subject: null, size: 3, candidates: ['a'], listed: [], conflicts: [], rounds: [], tooOften: new Set(), round: district.round.state, asOf: '2019-06-03', hash: sha256 }, context);
    expect(story.take(prepare(), context)).toMatchObject({ rule: 'noDrawStated', inputs: { tier: 'RISING_STAR' } });
  });

  test('E6 E41 nobody is drawn who stands in the round under another id of hers', () => {
    const district = closed(ruled({ panel: { ...named, formedBy: 'DRAW' } }));
    const story = new Story(draw, 'draw-r-2019-1');
    const context = district.about(story, '2019-06-03', 'officer');
    const listed = ['expert-1', 'given'].map((person) => ({ person, unit: 'school-2', from: '2018-01-01', subjects: null }));
    const idsOf = (person: string) => (person === 'given' ? ['a', 'given'] : [person]);
    const prepared = decidePrepareDraw(story.state, { n: 1, pool: 'county', subject: null, size: 1, candidates: ['b'], listed, conflicts: [], rounds: [], tooOften: new Set(), round: district.round.state, asOf: '2019-06-03', hash: sha256, idsOf }, context);
    expect(prepared).toMatchObject({ events: [{ data: { eligible: ['expert-1'], excluded: [{ person: 'given', reasons: ['PART_IN_ROUND'] }] } }] });
  });

  test('E6 nobody gives both halves of a seed, one under each id of hers', () => {
    const district = closed(ruled({ panel: { ...named, formedBy: 'DRAW' } }));
    const story = new Story(draw, 'draw-r-2019-1');
    const listed = [{ person: 'expert-1', unit: 'school-2', from: '2018-01-01', subjects: null }];
    const about = (officer: string, ids: readonly string[]) => {
      const context = district.about(story, '2019-06-03', officer);
      return { ...context, acting: { ...context.acting, idsOf: () => ids } };
    };
    const first = about('officer', ['officer', 'given']);
    story.take(decidePrepareDraw(story.state, { n: 1, pool: 'county', subject: null, size: 1, candidates: ['b'], listed, conflicts: [], rounds: [], tooOften: new Set(), round: district.round.state, asOf: '2019-06-03', hash: sha256 }, first), first);
    const commit = (context: typeof first, half: string) => story.take(decideCommitSeed(story.state, { hash: sha256(half) }, district.round.state, context), context);
    commit(first, 'one');
    expect(commit(about('given', ['officer', 'given']), 'two')).toMatchObject({ rule: 'seedCommitted', inputs: { person: 'officer' } });
    expect(commit(about('officer-2', ['officer-2']), 'two')).toEqual(['SeedHalfCommitted']);
  });

  test('nothing is opened where nobody judged anybody, and nothing ranked before every panel has opened', () => {
    const empty = closed(weihai, []);
    expect(empty.openScores()).toMatchObject({ rule: 'noPanels', inputs: { round: 'r-2019' } });
    const district = closed();
    district.commission(['a', 'b']);
    district.formPanel();
    for (const id of ['a', 'b']) for (const expert of ['expert-1', 'expert-2']) district.score(id, expert, 90);
    district.closePanel();
    const context = district.about(district.round, '2019-06-06', 'officer');
    expect(district.round.take(decideOrderOpening(district.round.state, { panels: [district.panel.state], act: act() }, context), context)).toEqual(['ScoreOpeningOrdered']);
    expect(district.rank()).toMatchObject({ rule: 'scoresNotOpened', inputs: { panel: 'p-1' } });
  });

  test('a tier without a scheme is not ranked', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    reopen(district, '2019-06-08');
    const context = { ...district.about(district.round, '2019-06-09', 'officer'), programme: ruled({ scoring: null }) };
    expect(district.round.take(decideRank(district.round.state, { panels: [district.panel.state], hash: sha256 }, context), context)).toMatchObject({ rule: 'noScoringScheme', inputs: { tier: 'RISING_STAR' } });
  });

  test('a tier whose conferring body is still open confers nothing', () => {
    const district = new District(ruled({ conferringBody: null, publicity: null }));
    district.ranked({ a: 90, b: 80 }, { demonstration: true });
    expect(district.decide()).toMatchObject({ rule: 'noConferringBody', inputs: { tier: 'RISING_STAR' } });
  });
});
