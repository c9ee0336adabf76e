import { act, District, risingStar } from '../../../test/domain/district';
import type { ScoringScheme, TierRules } from '../programme-rules';
import { decideClosePanel } from '../panel';
import { rolesIn } from '../round/round';
import { decideRecordBallot } from './ballot';
import { decideEnterMarks } from './entry';

const { scoring } = risingStar;
if (!scoring) throw new Error('the district scores');
const scored = (more: Partial<ScoringScheme>): TierRules => ({ ...risingStar, scoring: { ...scoring, ...more } });
const WRITTEN = { code: 'WRITTEN', names: { zh: '笔试', en: 'Written' }, weight: 40, max: 100, source: 'ENTERED' as const };
const VOTE = { code: 'VOTE', names: { zh: '测评', en: 'Vote' }, weight: 10, max: 100, source: 'BALLOT' as const };
const mixed = scored({ components: [...scoring.components, WRITTEN] });
const voted = scored({ components: [...scoring.components, VOTE], ballot: { base: 'ON_ESTABLISHMENT', quorum: '2/3', of: 'PRESENT', majority: '1/2', word: 'MORE_THAN' } });

/** a and b before experts 1 and 2. */
function scoringOf(): District {
  const district = new District();
  district.open();
  district.recommend(['a', 'b']);
  district.closeNominations();
  district.commission(['a', 'b']);
  district.formPanel();
  return district;
}

function enter(district: District, clerk: string, expert: string | null, tier = mixed, teacher = 'a', mark = 88, ids = [clerk]) {
  const about = district.about(district.panel, '2019-06-04', clerk);
  const context = { ...about, acting: { ...about.acting, idsOf: () => ids } };
  const components = { [expert === null ? 'WRITTEN' : 'LESSON']: mark };
  return district.panel.take(decideEnterMarks(district.panel.state, { entry: `${clerk}/${teacher}`, teacher, expert, components, check: `${mark}`, sealKey: 'seal:r-2019', tier }, rolesIn(district.round.state), context), context);
}

function close(district: District, tier: TierRules) {
  const context = district.about(district.panel, '2019-06-05', 'officer');
  return district.panel.take(decideClosePanel(district.panel.state, { digest: 'digest-1', tier }, rolesIn(district.round.state), context), context);
}

describe('marks from paper', () => {
  test('whoever scores in the round enters nobody\'s paper, be it her own', () => {
    const district = scoringOf();
    expect(enter(district, 'expert-1', 'expert-1')).toMatchObject({ rule: 'clerkIsExpert', inputs: { person: 'expert-1', round: 'r-2019' } });
    expect(enter(district, 'expert-2', null)).toMatchObject({ rule: 'clerkIsExpert' });
    expect(enter(district, 'entrant-1', 'expert-1')).toEqual(['MarksEntered']);
  });

  test('E6 the second reading is another person\'s, and whoever scores in the round enters nothing, under whichever id', () => {
    const district = scoringOf();
    expect(enter(district, 'given', 'expert-1', mixed, 'a', 88, ['expert-2', 'given'])).toMatchObject({ rule: 'clerkIsExpert', inputs: { person: 'expert-2' } });
    expect(enter(district, 'entrant-1', 'expert-1')).toEqual(['MarksEntered']);
    expect(enter(district, 'given', 'expert-1', mixed, 'a', 88, ['entrant-1', 'given'])).toMatchObject({ rule: 'readByHerself', inputs: { person: 'entrant-1', teacher: 'a', panel: 'p-1' } });
    expect(enter(district, 'entrant-2', 'expert-1')).toEqual(['MarksEntered', 'EntriesAgreed']);
  });

  test('a candidate has no paper of her own where the scheme takes no marks from paper', () => {
    const district = scoringOf();
    expect(enter(district, 'entrant-1', null, risingStar)).toMatchObject({ rule: 'nothingOnPaper', clause: 'W12', inputs: { tier: 'RISING_STAR' } });
    expect(enter(district, 'entrant-1', null)).toEqual(['MarksEntered']);
  });

  test('a panel is not closed while marks of somebody are still on paper', () => {
    const district = scoringOf();
    for (const id of ['a', 'b']) for (const expert of ['expert-1', 'expert-2']) district.score(id, expert, 90);
    for (const clerk of ['entrant-1', 'entrant-2']) enter(district, clerk, null);
    expect(close(district, mixed)).toMatchObject({ rule: 'marksNotEntered', clause: 'W12', inputs: { count: 1, nominations: ['n-b'] } });
    for (const clerk of ['entrant-1', 'entrant-2']) enter(district, clerk, null, mixed, 'b');
    expect(close(district, mixed)).toEqual(['PanelClosed']);
  });

  test('no sheet, no entry and no close where the tier scores nothing', () => {
    const district = scoringOf();
    const unscored: TierRules = { ...risingStar, scoring: null };
    expect(enter(district, 'entrant-1', 'expert-1', unscored)).toMatchObject({ rule: 'noScoringScheme', inputs: { tier: 'RISING_STAR' } });
    expect(close(district, unscored)).toMatchObject({ rule: 'noScoringScheme' });
  });
});

describe('votes', () => {
  const vote = (district: District, teacher: string, tier: TierRules) => {
    const context = district.about(district.panel, '2019-06-04', 'officer');
    return district.panel.take(decideRecordBallot(district.panel.state, { teacher, component: 'VOTE', base: 'ON_ESTABLISHMENT', count: { number: 30, present: 24, cast: 24, for: 20 }, act: act(), tier }, rolesIn(district.round.state), context), context);
  };

  test('none is recorded where the scheme takes none', () => {
    expect(vote(scoringOf(), 'a', risingStar)).toMatchObject({ rule: 'noBallotStated', inputs: { tier: 'RISING_STAR' } });
  });

  test('a panel is not closed before everybody was voted on', () => {
    const district = scoringOf();
    for (const id of ['a', 'b']) for (const expert of ['expert-1', 'expert-2']) district.score(id, expert, 90);
    expect(vote(district, 'a', voted)).toEqual(['BallotRecorded']);
    expect(close(district, voted)).toMatchObject({ rule: 'ballotMissing', clause: 'W12', inputs: { count: 1, nominations: ['n-b'] } });
    vote(district, 'b', voted);
    expect(close(district, voted)).toEqual(['PanelClosed']);
  });
});
