import { District, risingStar } from '../../test/domain/district';
import { Story } from '../../test/domain/story';
import { decideClosePanel, decideFormPanel, decideOpenScores, decideSubmitScore, SCORES_PER_EVENT } from './panel';
import { allOpened, panel, sheetsOf } from './panel/state';
import { rolesIn } from './round/round';

function scoring(): District {
  const district = new District();
  district.open();
  district.recommend(['a', 'b']);
  district.closeNominations();
  district.commission(['a', 'b']);
  district.formPanel();
  return district;
}

describe('sealed scores', () => {
  test('a score stands in the sealed part; in clear only who scored whom', () => {
    const district = scoring();
    expect(district.score('a', 'expert-1', 91.5)).toEqual(['ScoreSubmitted']);
    expect(district.panel.last().data).toEqual({ sheet: 'a/expert-1', check: 'a/expert-1/91.5', panel: 'p-1', nomination: 'n-a', teacher: 'a', expert: 'expert-1' });
    expect(district.panel.last().sealed).toBeNull();
  });

  test('only an expert of the panel, only for its candidates', () => {
    const district = scoring();
    expect(district.score('a', 'expert-9', 90)).toMatchObject({ rule: 'notOnThePanel', inputs: { person: 'expert-9', panel: 'p-1' } });
    expect(district.score('z', 'expert-1', 90)).toMatchObject({ rule: 'notAPanelCandidate' });
  });

  test('each component within 0 and its maximum, none missing, none unknown', () => {
    const district = scoring();
    expect(district.score('a', 'expert-1', 100.5)).toMatchObject({ rule: 'outOfRange', clause: 'W12', inputs: { component: 'LESSON', max: 100 } });
    expect(district.score('a', 'expert-1', -1)).toMatchObject({ rule: 'outOfRange' });
    expect(district.score('a', 'expert-1', 0)).toEqual(['ScoreSubmitted']);
    const context = district.about(district.panel, '2019-06-04', 'expert-1');
    const submit = (components: Record<string, number>) => decideSubmitScore(district.panel.state, { sheet: 's', teacher: 'a', components, check: 'k', sealKey: 'seal:r-2019', tier: risingStar }, rolesIn(district.round.state), context);
    expect(submit({})).toMatchObject({ refusal: { rule: 'missingComponent' } });
    expect(submit({ LESSON: 1, CHARM: 1 })).toMatchObject({ refusal: { rule: 'unknownComponent', inputs: { component: 'CHARM' } } });
  });

  test('one sheet per expert and candidate: the same again changes nothing, another replaces it, none after the close', () => {
    const district = scoring();
    district.score('a', 'expert-1', 60);
    expect(district.score('a', 'expert-1', 60)).toEqual([]);
    expect(district.score('a', 'expert-1', 90)).toEqual(['ScoreSubmitted']);
    expect(sheetsOf(district.panel.state, 'a')).toHaveLength(1);
    expect(district.closePanel()).toMatchObject({ rule: 'tooFewSheets', clause: 'W12', inputs: { required: 2, count: 2, missing: [{ nomination: 'n-a', sheets: 1 }, { nomination: 'n-b', sheets: 0 }] } });
    for (const [id, expert] of [['a', 'expert-2'], ['b', 'expert-1'], ['b', 'expert-2']] as const) district.score(id, expert, 80);
    expect(district.closePanel()).toEqual(['PanelClosed']);
    expect(district.panel.lastOf('PanelClosed').data).toEqual({ panel: 'p-1', digest: 'digest-1', sheets: 4 });
    expect(district.score('a', 'expert-1', 91)).toMatchObject({ rule: 'panelClosed' });
    expect(district.closePanel()).toMatchObject({ rule: 'panelClosed' });
    // The sheet that was replaced does not count.
    expect(district.openScores()).toEqual(['ScoresOpened']);
    expect(district.panel.state.opened.get('a')).toMatchObject([{ expert: 'expert-1', components: { LESSON: 90 } }, { expert: 'expert-2', components: { LESSON: 80 } }]);
  });

  test('formed once, as commissioned', () => {
    const district = scoring();
    const [commissioned] = district.round.state.panels;
    if (!commissioned) throw new Error('no panel');
    const context = district.about(district.panel, '2019-06-03');
    expect(decideFormPanel(district.panel.state, commissioned, 'r-2019', context)).toEqual({ kind: 'events', events: [] });
    expect(decideFormPanel(district.panel.state, { ...commissioned, panel: 'p-9' }, 'r-2019', context)).toMatchObject({ refusal: { rule: 'panelExists' } });
  });
});

describe('opening', () => {
  test('whole candidates, at most 500 scores an event, and an interrupted opening goes on where it stopped', () => {
    const story = new Story(panel, 'panel-r-2019-1');
    const context = story.on('2019-06-06');
    const experts = Array.from({ length: 7 }, (_, index) => `expert-${index}`);
    const candidates = Array.from({ length: 150 }, (_, index) => ({ nomination: `n-${index}`, teacher: `t-${index}` }));
    story.take(decideFormPanel(story.state, { panel: 'p-1', n: 1, stream: story.stream, group: '语文', experts, candidates }, 'r-2019', context), context);
    const roles = { round: 'r-2019', candidates: new Set<string>(), recommenders: new Set<string>(), scorers: new Set<string>(), deciders: new Set<string>() };
    for (const { teacher } of candidates) {
      for (const expert of experts) {
        const at = story.on('2019-06-04', { acting: { person: expert, appointment: null } });
        story.take(decideSubmitScore(story.state, { sheet: `${teacher}/${expert}`, teacher, components: { LESSON: 80 }, check: teacher, sealKey: 'seal', tier: risingStar }, roles, at), at);
      }
    }
    story.take(decideClosePanel(story.state, { digest: 'd', tier: risingStar }, roles, context), context);
    const sheets = [...story.state.sheets.keys()].flatMap((id) => sheetsOf(story.state, id)).map(({ event }) => ({ event, components: { LESSON: 80 }, salt: 's' }));
    const open = (given = sheets) => decideOpenScores(story.state, { order: 'o', digest: 'd', sheets: given }, context);
    expect(open(sheets.slice(1))).toMatchObject({ refusal: { rule: 'sheetsNotUnsealed', inputs: { count: 1 } } });
    expect(decideOpenScores(story.state, { order: 'o', digest: 'other', sheets }, context)).toMatchObject({ refusal: { rule: 'digestDiffers' } });
    const decided = open();
    expect(decided.events.map((fact) => (fact.type === 'ScoresOpened' ? fact.data.scores : 0))).toEqual([497, 497, 56]);
    expect(Math.max(...decided.events.map((fact) => (fact.type === 'ScoresOpened' ? fact.data.scores : 0))) <= SCORES_PER_EVENT).toBe(true);
    story.take({ kind: 'events', events: decided.events.slice(0, 1) }, context);
    expect(allOpened(story.state)).toBe(false);
    expect(open().events).toEqual(decided.events.slice(1));
    story.take(open(), context);
    expect(allOpened(story.state)).toBe(true);
    expect(story.state.opened.size).toBe(150);
    expect(open().events).toEqual([]);
  });

  test('an erased candidate has no scores left; the others are ranked without her', () => {
    const district = scoring();
    for (const id of ['a', 'b']) for (const expert of ['expert-1', 'expert-2']) district.score(id, expert, 80);
    district.closePanel();
    district.openScores();
    district.panel.state.opened.set('a', null);
    expect(district.rank()).toEqual(['CandidatesRanked']);
    expect(district.round.lastOf('CandidatesRanked').data.lines.map((line) => line.teacher)).toEqual(['b']);
    district.publish();
    district.closePublicity('2019-06-18');
    district.decide();
    expect(district.round.lastOf('ConferralDecided').data.notSelected).toEqual([{ nomination: 'n-a', teacher: 'a', rank: null }]);
  });
});
