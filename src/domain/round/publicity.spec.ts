import { act, District, risingStar, weihai } from '../../../test/domain/district';
import { prcCalendar, workingCalendar, type WorkingCalendar } from '../calendar';
import type { DecisionContext } from '../context';
import { candidateAsOfficer } from '../people';
import type { JsonObject } from '../facts';
import { decideClosePublicity, decideListPart, decideOpenPublicity, decideWindowEnded, lastPublicDay, listToPost, publicityOf, shownAndClosed, type PublicityRow } from './publicity';
import { decideChangeList, decideRecompute, decideResumeClock, decideSuspendClock, decideTakeDown, isOutdated } from './publicity-clock';
import type { PublicityPick } from './publicity-state';
import { decideRegisterWithdrawal } from './departures';
import { heldBy } from './holds';
import { decideRegisterObjection } from './objections';
import { publicRows, saysTheSame } from './public-row';
import { decideReopenRanking } from './reranking';
import { rolesIn } from './round';

const SCHOOL: PublicityPick = { level: 'SCHOOL', unit: 'school-2' };
const rowOf = (id: string, name = `姓名-${id}`): JsonObject => ({ no: 1, name, unit: '二小', subject: '语文', title: '教坛新秀' });
const rowsOf = (ids: readonly string[]): readonly PublicityRow[] => ids.map((id) => ({ nomination: `n-${id}`, teacher: id, hash: `hash-${id}`, row: rowOf(id), salt: 'salt' }));
const todays = (rows: { readonly [id: string]: JsonObject }): ReadonlyMap<string, JsonObject> => new Map(Object.entries(rows).map(([id, row]) => [`n-${id}`, row]));
const withLevels = { ...weihai, tiers: [{ ...risingStar, publicityAt: { SCHOOL: { clause: 'W12', workingDays: 7, countFirstDay: true } } }] };

class Posting extends District {
  at(today: string, more: Partial<DecisionContext> = {}, person = 'officer'): DecisionContext {
    return { ...this.about(this.round, today, person), ...more };
  }

  post(ids: readonly string[], openedOn: string, pick: PublicityPick | undefined = undefined, calendar: WorkingCalendar = prcCalendar, publicity = 'pub-1') {
    const context = this.at(openedOn, { calendar });
    return this.round.take(decideOpenPublicity(this.round.state, { ...(pick === undefined ? {} : { pick }), publicity, rows: rowsOf(ids), listHash: 'list-1', places: ['site', 'gate'] }, context), context);
  }

  take(decide: (context: DecisionContext) => Parameters<District['round']['take']>[0], today: string, more: Partial<DecisionContext> = {}) {
    const context = this.at(today, more);
    return this.round.take(decide(context), context);
  }

  suspend(on: string, more: { readonly staysPosted?: boolean; readonly nomination?: string; readonly today?: string } = {}) {
    return this.take((context) => decideSuspendClock(this.round.state, { nomination: more.nomination ?? 'n-a', reason: '有群众反映，调查核实', staysPosted: more.staysPosted ?? true, act: act(), on }, context), more.today ?? on);
  }

  resume(on: string) {
    return this.take((context) => decideResumeClock(this.round.state, { act: act(), on }, context), on);
  }

  change(ids: readonly string[], on: string, today = todays(Object.fromEntries(ids.map((id) => [id, rowOf(id)])))) {
    return this.take((context) => decideChangeList(this.round.state, { rows: rowsOf(ids), listHash: 'list-2', today, on }, context), on);
  }

  close(today: string, more: Partial<Parameters<typeof decideClosePublicity>[1]> = {}, context: Partial<DecisionContext> = {}) {
    return this.take((at) => decideClosePublicity(this.round.state, { proofs: [{ place: 'site', file: null }, { place: 'gate', file: null }], objections: 0, ...more }, at), today, context);
  }
}

function ranked(scores: { readonly [id: string]: number } = { a: 90, b: 80 }): Posting {
  const district = new Posting();
  district.ranked(scores);
  return district;
}

/** Without the last two of those ranked, as where the body strikes them: the ranking is what a list is made of. */
function struck(district: Posting, nomination: string): void {
  const { ranking } = district.round.state;
  if (ranking) district.round.state.ranking = { ...ranking, lines: ranking.lines.map((line) => (line.nomination === nomination ? { ...line, proposed: false } : line)) };
}

const year2027 = { year: 2027, source: '国办发明电〔2026〕15号', holidays: ['2027-01-01', '2027-01-02', '2027-01-04'], makeUpWorkdays: ['2027-01-03'] };

describe('the window of a publicity', () => {
  test.each([
    ['five days, the posting day not counted: over the October holiday, on two make-up workdays', 5, false, '2019-09-29', '2019-10-10'],
    ['seven days: ends on Saturday 12 October, a make-up workday', 7, false, '2019-09-29', '2019-10-12'],
    ['seven days, the posting day counted', 7, true, '2019-09-27', '2019-10-11'],
  ])('E19 %s', (_what, workingDays, countFirstDay, firstDay, lastDay) => {
    const district = new Posting({ ...weihai, tiers: [{ ...risingStar, publicity: { clause: 'W12', workingDays, countFirstDay } }] });
    district.ranked({ a: 90, b: 80 });
    expect(district.post(['a', 'b'], '2019-09-27')).toEqual(['PublicityOpened']);
    expect(district.round.lastOf('PublicityOpened').data).toMatchObject({ firstDay, lastDay, provisional: false });
    expect(district.close(lastDay)).toMatchObject({ rule: 'publicityRunning', clause: 'W12', inputs: { lastDay } });
    expect(district.close('2019-10-13')).toEqual(['PublicityClosed']);
  });

  test('E19 a window into a year without a calendar is provisional: it is closed only after a new fact counted it again', () => {
    const district = ranked();
    district.post(['a', 'b'], '2026-12-25');
    expect(district.round.lastOf('PublicityOpened').data).toMatchObject({ lastDay: '2027-01-01', provisional: true });
    // Nobody can say that it ended, and nobody can confirm it.
    expect(decideWindowEnded(district.round.state, district.at('2027-01-10'))).toEqual({ kind: 'events', events: [] });
    expect(district.close('2027-01-10')).toMatchObject({ rule: 'windowProvisional', clause: 'W12', inputs: { lastDay: '2027-01-01' } });
    const recompute = (calendar: WorkingCalendar) => district.take((context) => decideRecompute(district.round.state, {}, context), '2027-01-02', { calendar });
    expect(recompute(prcCalendar)).toMatchObject({ rule: 'holidaysUnknown', inputs: { year: '2027', lastYear: 2026 } });
    const loaded = workingCalendar([year2027]);
    expect(recompute(loaded)).toEqual(['PublicityRecomputed']);
    // 1, 2 and 4 January are off and Sunday the 3rd is worked.
    expect(district.round.lastOf('PublicityRecomputed').data).toMatchObject({ lastDay: '2027-01-03', provisional: false, calendar: 'chinese-days@1.5.7+2027(国办发明电〔2026〕15号)' });
    expect(recompute(loaded)).toMatchObject({ rule: 'windowCertain' });
    expect(district.close('2027-01-03', {}, { calendar: loaded })).toMatchObject({ rule: 'publicityRunning', inputs: { lastDay: '2027-01-03' } });
    expect(district.close('2027-01-04', {}, { calendar: loaded })).toEqual(['PublicityClosed']);
  });

  test('E19 what was announced is never cut short by a later calendar', () => {
    const district = ranked();
    district.post(['a', 'b'], '2026-12-25');
    const shorter = workingCalendar([{ ...year2027, holidays: ['2027-02-06'], makeUpWorkdays: [] }]);
    // Saturday 26 and Sunday 27 December worked would end the window on 30 December.
    const earlier = { ...shorter, windowOver: () => ({ counted: 5, firstDay: '2026-12-26', lastDay: '2026-12-30', provisional: false, calendar: 'another' }) };
    district.take((context) => decideRecompute(district.round.state, {}, context), '2026-12-28', { calendar: earlier });
    expect(district.round.lastOf('PublicityRecomputed').data.lastDay).toBe('2027-01-01');
  });

  test('its end is told once for each last day, also after a restart', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    const told = (today: string) => district.take((context) => decideWindowEnded(district.round.state, context), today);
    expect(told('2019-06-17')).toEqual([]);
    expect(told('2019-06-20')).toEqual(['PublicityWindowEnded']);
    expect(district.round.last().meta.effectiveOn).toBe('2019-06-17');
    expect(told('2019-06-20')).toEqual([]);
    struck(district, 'n-b');
    district.change(['a'], '2019-06-21');
    expect(told('2019-06-28')).toEqual([]);
    expect(told('2019-06-29')).toEqual(['PublicityWindowEnded']);
    expect(district.round.lastOf('PublicityWindowEnded').data.lastDay).toBe('2019-06-28');
  });
});

describe('a list that changes while it is posted', () => {
  test('E20 somebody is struck: the posting may not be closed, and the changed list begins its window anew', () => {
    const district = ranked({ a: 90, b: 80 });
    district.post(['a', 'b'], '2019-06-10');
    expect(district.change(['a', 'b'], '2019-06-12')).toMatchObject({ rule: 'listUnchanged' });
    struck(district, 'n-b');
    expect(district.close('2019-06-18')).toMatchObject({ rule: 'listChanged', inputs: { count: 1, nominations: ['n-b'] } });
    expect(district.change(['a', 'b'], '2019-06-14')).toMatchObject({ rule: 'listDiffers' });
    expect(district.change(['a'], '2019-06-09')).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(district.change(['a'], '2019-06-14')).toEqual(['PublicityListChanged']);
    expect(district.round.last().data).toMatchObject({ edition: 2, listHash: 'list-2', restarted: true, changes: [{ kind: 'REMOVED', nomination: 'n-b', teacher: 'b' }], openedOn: '2019-06-14', firstDay: '2019-06-17', lastDay: '2019-06-21' });
    expect(district.close('2019-06-21')).toMatchObject({ rule: 'publicityRunning', inputs: { lastDay: '2019-06-21' } });
    expect(district.close('2019-06-22', { listHash: 'list-1' })).toMatchObject({ rule: 'listDiffers' });
    expect(district.close('2019-06-22', { listHash: 'list-2' })).toEqual(['PublicityClosed']);
  });

  test('a ranking that was reopened leaves its posted list as it is: it is neither closed nor posted again, and who was struck is not ranked anew', () => {
    const district = ranked({ a: 90, b: 80, c: 70 });
    district.post(['a', 'b'], '2019-06-10');
    district.round.state.struck.set('n-b', 'struck-1');
    expect(district.take((context) => decideReopenRanking(district.round.state, { objection: null, act: act() }, context), '2019-06-12')).toEqual(['RankingReopened']);
    expect(district.close('2019-06-20')).toMatchObject({ rule: 'wrongGate', inputs: { gate: 'SCORES_OPENED' } });
    expect(district.post(['a'], '2019-06-20')).toMatchObject({ rule: 'wrongGate' });
    expect(district.rank()).toEqual(['CandidatesRanked']);
    expect(district.round.lastOf('CandidatesRanked').data.lines.map(({ nomination, proposed }) => [nomination, proposed])).toEqual([['n-a', true], ['n-c', true]]);
    expect(district.round.state.publicity).toBeNull();
    expect(district.post(['a', 'c'], '2019-06-20', undefined, prcCalendar, 'pub-2')).toEqual(['PublicityOpened']);
  });

  test('E20 a corrected name is a change of the list; a unit that took another name is none', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    const renamedUnit = todays({ a: { ...rowOf('a'), unit: '第二实验小学' }, b: rowOf('b') });
    const corrected = todays({ a: rowOf('a', '姓名-改'), b: rowOf('b') });
    const posting = publicityOf(district.round.state, { level: null, unit: null });
    if (posting === null) throw new Error('nothing is posted');
    expect(isOutdated(district.round.state, posting, renamedUnit, risingStar)).toBe(false);
    expect(isOutdated(district.round.state, posting, corrected, risingStar)).toBe(true);
    expect(district.change(['a', 'b'], '2019-06-12', renamedUnit)).toMatchObject({ rule: 'listUnchanged' });
    expect(district.close('2019-06-18', { today: corrected })).toMatchObject({ rule: 'listOutdated', inputs: { count: 1, nominations: ['n-a'] } });
    expect(district.change(['a', 'b'], '2019-06-18', corrected)).toEqual(['PublicityListChanged']);
    expect(district.round.lastOf('PublicityListChanged').data.changes).toEqual([{ kind: 'CORRECTED', nomination: 'n-a', teacher: 'a' }]);
  });

  test('E20 another ranking makes the posting void', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    const posted = district.round.lastOf('PublicityOpened');
    const again = district.round.lastOf('CandidatesRanked');
    district.round.take({ kind: 'events', events: [{ type: 'CandidatesRanked', data: again.data }] }, district.at('2019-06-12'));
    expect(district.round.state.publicities.get(posted.data.publicity)?.superseded).toBe(true);
    expect(district.post(['a', 'b'], '2019-06-13', undefined, prcCalendar, 'pub-2')).toEqual(['PublicityOpened']);
    expect(district.round.state.publicity?.publicity).toBe('pub-2');
  });
});

describe('a clock that stands still', () => {
  test('E22 an investigation suspends it, and the days that were left run on', () => {
    const district = ranked();
    // Monday 10 June, not counted: 11 and 12 have run when the 13th stops it.
    district.post(['a', 'b'], '2019-06-10');
    expect(district.suspend('2019-06-13')).toEqual(['PublicityClockSuspended']);
    const stopped = district.round.lastOf('PublicityClockSuspended');
    expect(stopped.data).toEqual({ publicity: 'pub-1', on: '2019-06-13', counted: 2, left: 3, staysPosted: true });
    expect(stopped.private).toEqual({ a: { reason: '有群众反映，调查核实' } });
    expect(stopped.meta.act).toEqual(act());
    expect(lastPublicDay(district.round.state, district.at('2019-06-30'))).toBeNull();
    expect(decideWindowEnded(district.round.state, district.at('2019-06-30'))).toEqual({ kind: 'events', events: [] });
    expect(district.close('2019-06-30')).toMatchObject({ rule: 'clockSuspended', inputs: { on: '2019-06-13' } });
    expect(district.suspend('2019-06-14')).toMatchObject({ rule: 'clockSuspended' });
    expect(district.change(['a', 'b'], '2019-06-14')).toMatchObject({ rule: 'clockSuspended' });
    expect(district.resume('2019-06-20')).toEqual(['PublicityClockResumed']);
    // 21, 24 and 25 June: the day of resumption counts as the posting day does, that is not.
    expect(district.round.lastOf('PublicityClockResumed').data).toMatchObject({ left: 3, lastDay: '2019-06-25' });
    expect(district.resume('2019-06-21')).toMatchObject({ rule: 'clockRunning', inputs: { lastDay: '2019-06-25' } });
    expect(district.close('2019-06-25')).toMatchObject({ rule: 'publicityRunning' });
    expect(district.close('2019-06-26')).toEqual(['PublicityClosed']);
  });

  test('E22 twice: what had run before either suspension counts', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    district.suspend('2019-06-12');
    district.resume('2019-06-12');
    district.suspend('2019-06-14');
    expect(district.round.lastOf('PublicityClockSuspended').data).toMatchObject({ counted: 2, left: 3 });
    district.resume('2019-06-17');
    expect(district.round.lastOf('PublicityClockResumed').data).toMatchObject({ left: 3, lastDay: '2019-06-20' });
  });

  test('E22 not after the window, not from a day before the posting, not about somebody who is not on the list', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    expect(district.suspend('2019-06-18')).toMatchObject({ rule: 'windowOver', inputs: { lastDay: '2019-06-17' } });
    expect(district.suspend('2019-06-09', { today: '2019-06-12' })).toMatchObject({ rule: 'datesOutOfOrder' });
    expect(district.suspend('2019-06-13', { today: '2019-06-12' })).toMatchObject({ rule: 'inTheFuture' });
    expect(district.suspend('2019-06-12', { nomination: 'n-z' })).toMatchObject({ rule: 'notPosted' });
    expect(district.resume('2019-06-12')).toMatchObject({ rule: 'clockRunning' });
  });
});

describe('publicity at a recommending level', () => {
  function recommended(): Posting {
    const district = new Posting(withLevels);
    district.open();
    district.recommend(['a', 'b']);
    return district;
  }

  test('a school posts those it recommended, by its own window, and the gate of the round stays', () => {
    const district = recommended();
    expect(district.post(['a'], '2019-05-21', SCHOOL)).toMatchObject({ rule: 'listDiffers', inputs: { expected: 2, given: 1 } });
    expect(district.post(['a', 'b'], '2019-05-19', SCHOOL)).toMatchObject({ rule: 'datesOutOfOrder', inputs: { earlier: 'recommendation' } });
    expect(district.post(['a', 'b'], '2019-05-21', SCHOOL)).toEqual(['PublicityOpened']);
    expect(district.round.lastOf('PublicityOpened').data).toMatchObject({ level: 'SCHOOL', unit: 'school-2', workingDays: 7, firstDay: '2019-05-21', lastDay: '2019-05-29' });
    expect(district.round.state.gate).toBe('OPEN');
    expect(district.post(['a', 'b'], '2019-05-22', SCHOOL, prcCalendar, 'pub-2')).toMatchObject({ rule: 'publicityOpen', inputs: { publicity: 'pub-1' } });
    expect(shownAndClosed(district.round.state, 'n-a', 'SCHOOL')).toBe(false);
    expect(district.close('2019-05-30', { pick: SCHOOL })).toEqual(['PublicityClosed']);
    expect(district.round.state.gate).toBe('OPEN');
    expect(['n-a', 'n-b', 'n-c'].map((nomination) => shownAndClosed(district.round.state, nomination, 'SCHOOL'))).toEqual([true, true, false]);
    expect(shownAndClosed(district.round.state, 'n-a', 'DISTRICT')).toBe(false);
  });

  test('whoever is recommended after the list was posted changes it; after it was closed she gets one of her own', () => {
    const district = recommended();
    district.post(['a', 'b'], '2019-05-20', SCHOOL);
    district.recommend(['c']);
    expect(district.close('2019-05-29', { pick: SCHOOL })).toMatchObject({ rule: 'listDiffers', inputs: { expected: 3, given: 2 } });
    const changed = district.take((context) => decideChangeList(district.round.state, { pick: SCHOOL, rows: rowsOf(['a', 'b', 'c']), listHash: 'list-2', today: todays({}) }, context), '2019-05-21');
    expect(changed).toEqual(['PublicityListChanged']);
    district.close('2019-05-30', { pick: SCHOOL });
    expect(listToPost(district.round.state, SCHOOL, risingStar)).toEqual([]);
    expect(district.post([], '2019-05-30', SCHOOL, prcCalendar, 'pub-2')).toMatchObject({ rule: 'nobodyToPost' });
    expect(district.close('2019-05-31', { pick: SCHOOL })).toMatchObject({ rule: 'publicityClosed' });
  });

  test("an objection to a school's list counts in its window, holds those on it and nobody else, and is stated when it is closed", () => {
    const district = recommended();
    district.post(['a', 'b'], '2019-05-20', SCHOOL);
    district.recommend(['c']);
    const object = (publicity: string) => district.take((context) => decideRegisterObjection(district.round.state, { objection: 'o-1', about: { kind: 'PUBLICITY', publicity }, objectionType: 'RESULT', receivedAt: '2019-05-28T23:59', objector: { name: '王某', contact: '县城' }, text: '不符' }, context), '2019-05-29');
    expect(object('pub-9')).toMatchObject({ rule: 'unknownPublicity' });
    expect(object('pub-1')).toEqual(['ObjectionRegistered']);
    expect(district.round.lastOf('ObjectionRegistered').data).toMatchObject({ timing: 'IN_WINDOW', holds: true });
    expect(['n-a', 'n-b', 'n-c'].map((nomination) => heldBy(district.round.state, nomination).length)).toEqual([1, 1, 0]);
    district.take((context) => decideChangeList(district.round.state, { pick: SCHOOL, rows: rowsOf(['a', 'b', 'c']), listHash: 'list-2', today: todays({}) }, context), '2019-05-29');
    expect(district.close('2019-06-20', { pick: SCHOOL })).toMatchObject({ rule: 'objectionsUncounted', clause: expect.stringMatching(/./u) as string, inputs: { registered: 1, given: 0 } });
    expect(district.close('2019-06-20', { pick: SCHOOL, objections: 1 })).toEqual(['PublicityClosed']);
  });

  test('no list of the round before the lists of the levels are closed', () => {
    const district = new Posting(withLevels);
    district.ranked({ a: 90, b: 80 });
    expect(district.post(['a', 'b'], '2019-06-10')).toMatchObject({ rule: 'notShownAtLevel', clause: expect.stringMatching(/./u) as string, inputs: { count: 2 } });
  });

  test('not with seats still pending, not where the programme states none, not half named, not after the list of the round', () => {
    const district = recommended();
    district.register('d', { unit: 'school-2' });
    district.consent('d');
    district.nominate('d');
    district.reserve('d', 'school-2');
    expect(district.post(['a', 'b'], '2019-05-21', SCHOOL)).toMatchObject({ rule: 'reservationsPending', inputs: { count: 1 } });
    expect(district.post(['a', 'b'], '2019-05-21', { level: 'DISTRICT', unit: 'bureau' })).toMatchObject({ rule: 'noPublicityStated', inputs: { level: 'DISTRICT' } });
    expect(district.post(['a', 'b'], '2019-05-21', { level: 'SCHOOL', unit: null })).toMatchObject({ rule: 'pickUnit' });
    expect(district.close('2019-05-21', { pick: SCHOOL })).toMatchObject({ rule: 'nothingPosted', inputs: { unit: 'school-2' } });
    const posted = ranked();
    expect(posted.post(['a', 'b'], '2019-06-10')).toEqual(['PublicityOpened']);
    expect(posted.post(['a', 'b'], '2019-06-11', SCHOOL)).toMatchObject({ rule: 'wrongGate' });
  });

  test('a list that everybody left is changed to an empty one and closed', () => {
    const district = recommended();
    district.post(['a', 'b'], '2019-05-20', SCHOOL);
    for (const id of ['a', 'b']) {
      const context = district.at('2019-05-22', {}, id);
      district.round.take(decideRegisterWithdrawal(district.round.state, { nomination: `n-${id}`, teacher: id, school: 'school-1', since: '2019-05-12' }, context), context);
    }
    expect(district.close('2019-05-29', { pick: SCHOOL })).toMatchObject({ rule: 'listDiffers', inputs: { expected: 0, given: 2 } });
    const change = () => district.take((context) => decideChangeList(district.round.state, { pick: SCHOOL, rows: [], listHash: 'list-2', today: todays({}) }, context), '2019-05-23');
    expect(change()).toEqual(['PublicityListChanged']);
    expect(district.close('2019-06-03', { pick: SCHOOL })).toEqual(['PublicityClosed']);
  });

  test('a list is posted somewhere', () => {
    const district = ranked();
    const context = district.at('2019-06-10');
    expect(district.round.take(decideOpenPublicity(district.round.state, { publicity: 'pub-1', rows: rowsOf(['a', 'b']), listHash: 'x', places: [] }, context), context)).toMatchObject({ rule: 'noPlace' });
  });

  test('a candidate of the round does not act on its lists', () => {
    const district = recommended();
    expect(candidateAsOfficer(rolesIn(district.round.state), 'a')).not.toBeNull();
    const context = district.at('2019-05-21', {}, 'a');
    expect(decideOpenPublicity(district.round.state, { pick: SCHOOL, publicity: 'pub-1', rows: rowsOf(['a', 'b']), listHash: 'x', places: ['gate'] }, context)).toMatchObject({ refusal: { rule: 'separationOfDuties', inputs: { holds: 'CANDIDATE' } } });
  });
});

describe('taking a list down', () => {
  test('after the window, place by place, and not before', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    const down = (today: string, places?: readonly string[]) => district.take((context) => decideTakeDown(district.round.state, { ...(places === undefined ? {} : { places }) }, context), today);
    expect(down('2019-06-17')).toMatchObject({ rule: 'publicityRunning', clause: 'W12', inputs: { lastDay: '2019-06-17' } });
    expect(down('2019-06-18', ['lobby'])).toMatchObject({ rule: 'placeNotPosted' });
    expect(down('2019-06-18', ['site'])).toEqual(['ListTakenDown']);
    expect(down('2019-06-19')).toEqual(['ListTakenDown']);
    expect(district.round.lastOf('ListTakenDown').data).toEqual({ publicity: 'pub-1', on: '2019-06-19', places: ['gate'] });
    expect(down('2019-06-20')).toEqual([]);
  });

  test('E20 a final list that a later one replaced comes down by itself, at once, while the later one hangs', () => {
    const district = ranked();
    district.post(['a', 'b'], '2019-06-10');
    district.round.take({ kind: 'events', events: [{ type: 'CandidatesRanked', data: district.round.lastOf('CandidatesRanked').data }] }, district.at('2019-06-12'));
    district.post(['a', 'b'], '2019-06-13', undefined, prcCalendar, 'pub-2');
    const down = (publicity: string | undefined, more: { readonly on?: string; readonly pick?: typeof SCHOOL } = {}) => district.take((context) => decideTakeDown(district.round.state, { ...(publicity === undefined ? {} : { publicity }), ...more }, context), '2019-06-14');
    expect(down(undefined)).toMatchObject({ rule: 'publicityRunning' });
    expect(down('pub-2')).toMatchObject({ rule: 'publicityRunning' });
    expect(down('pub-9')).toMatchObject({ rule: 'unknownPublicity', inputs: { publicity: 'pub-9' } });
    expect(down('pub-1', { pick: SCHOOL })).toMatchObject({ rule: 'nothingPosted', inputs: { level: 'SCHOOL' } });
    expect(down('pub-1', { on: '2019-06-09' })).toMatchObject({ rule: 'datesOutOfOrder', inputs: { first: '2019-06-10', second: '2019-06-09' } });
    expect(down('pub-1')).toEqual(['ListTakenDown']);
    expect(district.round.lastOf('ListTakenDown').data).toEqual({ publicity: 'pub-1', on: '2019-06-14', places: ['site', 'gate'] });
    expect(district.round.state.publicity?.down.size).toBe(0);
    expect(down('pub-1')).toEqual([]);
  });
});

describe('long lists', () => {
  test('parts count for nothing before the posting that names them', () => {
    const district = ranked();
    const rows = rowsOf(['a', 'b']);
    const part = (n: number) => district.take(() => decideListPart(district.round.state, { publicity: 'pub-1', edition: 1, part: n, rows: rows.slice(n - 1, n) }), '2019-06-10');
    expect(part(1)).toEqual(['PublicityListed']);
    // A posting that was given up half-way is made again with the rows of now: the later wording of a part counts.
    expect(part(1)).toEqual(['PublicityListed']);
    expect(district.round.state.publicities.size).toBe(0);
    const open = (parts: number) => district.take((context) => decideOpenPublicity(district.round.state, { publicity: 'pub-1', rows: [], parts, listHash: 'list-1', places: ['site', 'gate'] }, context), '2019-06-10');
    expect(open(2)).toMatchObject({ rule: 'listDiffers', inputs: { expected: 2, given: 1 } });
    part(2);
    expect(open(2)).toEqual(['PublicityOpened']);
    expect(district.round.lastOf('PublicityOpened').data).toMatchObject({ rows: [], listed: { parts: 2, count: 2 } });
    expect(district.round.state.publicity?.rows.map(({ nomination, row }) => [nomination, row?.['name']])).toEqual([['n-a', '姓名-a'], ['n-b', '姓名-b']]);
    expect(district.close('2019-06-18')).toEqual(['PublicityClosed']);
  });
});

describe('the rows of a list', () => {
  const one = (more: object = {}) => ({ name: '王静', unit: '一小', subject: '语文', stage: 'PRIMARY', title: '教坛新秀', ...more });

  test('hold the usual five fields, or those that the programme allows, and nothing else', () => {
    expect(publicRows([one()])).toEqual([{ no: 1, name: '王静', unit: '一小', subject: '语文', title: '教坛新秀' }]);
    expect(publicRows([one()], ['NAME', 'STAGE'])).toEqual([{ name: '王静', stage: 'PRIMARY' }]);
  });

  test('E1 tell namesakes apart by subject, then stage, then an ordinal, and only them', () => {
    expect(publicRows([one(), one({ subject: '数学' })])).toEqual([{ ...publicRows([one()])[0] }, { no: 2, name: '王静', unit: '一小', subject: '数学', title: '教坛新秀' }]);
    expect(publicRows([one(), one({ subject: '数学' }), one({ name: '李芳' })], ['NAME', 'UNIT'])).toEqual([{ name: '王静', unit: '一小', subject: '语文' }, { name: '王静', unit: '一小', subject: '数学' }, { name: '李芳', unit: '一小' }]);
    expect(publicRows([one(), one({ stage: 'JUNIOR' })]).map((row) => row['stage'])).toEqual(['PRIMARY', 'JUNIOR']);
    expect(publicRows([one(), one()]).map((row) => row['apart'])).toEqual([1, 2]);
    // Erased: there is no name to be told apart.
    expect(publicRows([one({ name: null }), one({ name: null })]).some((row) => 'apart' in row)).toBe(false);
  });

  test('say the same while name, subject, stage and title do', () => {
    expect(saysTheSame(rowOf('a'), { ...rowOf('a'), no: 7, unit: '新名', apart: 2 })).toBe(true);
    for (const changed of [{ name: 'x' }, { subject: 'x' }, { title: 'x' }]) expect(saysTheSame(rowOf('a'), { ...rowOf('a'), ...changed })).toBe(false);
  });
});
