import fc from 'fast-check';
import { act, atSchool, District, openRound, parameters, sha256, weihai } from '../../../test/domain/district';
import { conferralUnderWay, gates, pendingAwards, seatsOf } from './round';
import { pendingRecommendations } from './recommendation-lines';
import { decideReserveSeat, decideSettleSeat } from './seats';
import { decideConclude, decideConferral } from './conferral';
import { decideClosePublicity, decideOpenPublicity, decideWindowEnded } from './publicity';
import { decideCommissionPanel, decideOrderOpening, decideRank } from './ranking';

describe('opening a round', () => {
  test('given a complete programme, when it is opened, then it pins version, adoptions and calendar', () => {
    const district = new District();
    expect(district.open()).toEqual(['RoundOpened']);
    expect(district.round.lastOf('RoundOpened').data).toMatchObject({ programme: 'weihai-edz-2017', version: 1, adoptions: 0, calendar: expect.stringContaining('chinese-days') });
  });

  test('open values block a round outside a demonstration, with the list of them', () => {
    const open = [{ path: 'tiers.RISING_STAR.scoring', clause: 'W12', question: { zh: '如何评分', en: 'How is it scored' } }];
    const district = new District({ ...weihai, open });
    expect(district.open()).toMatchObject({ rule: 'openValues', inputs: { open, count: 1 } });
    expect(district.open({ demonstration: true })).toEqual(['RoundOpened']);
  });

  test('what another tier leaves open does not block a round, what no tier owns does', () => {
    const value = { clause: 'W13', question: { zh: '问', en: 'Asked' } };
    const ofAnother = { ...value, path: 'tiers.BACKBONE.termYears', tier: 'BACKBONE' };
    const ofNone = { ...value, path: 'revocationGrounds', tier: null };
    expect(new District({ ...weihai, open: [ofAnother] }).open()).toEqual(['RoundOpened']);
    expect(new District({ ...weihai, open: [ofAnother, ofNone] }).open()).toMatchObject({ rule: 'openValues', inputs: { open: [{ path: 'revocationGrounds' }], count: 1 } });
  });

  test('a programme that rests on news opens demonstration rounds only', () => {
    const district = new District({ ...weihai, demonstrationOnly: true });
    expect(district.open()).toMatchObject({ rule: 'demonstrationOnly' });
    expect(district.open({ demonstration: true })).toEqual(['RoundOpened']);
  });

  test.each([
    ['unknownTier', { tier: 'NONE' }],
    ['trackNotOfTier', { track: 'PRINCIPAL' }],
    ['datesOutOfOrder', { parameters: { ...parameters, nominationsFrom: '2019-06-02' } }],
    ['datesOutOfOrder', { parameters: { ...parameters, nominationsTo: '2019-05-04', nominationsFrom: '2019-05-03' } }],
    ['notADate', { parameters: { ...parameters, snapshotOn: '2019-02-29' } }],
    ['awardSeatsAboveProgramme', { parameters: { ...parameters, awardSeats: 51 } }],
    ['seatsNotANumber', { parameters: { ...parameters, awardSeats: 1.5 } }],
    ['unitTwice', { parameters: { ...parameters, recommendationSeats: [{ unit: 'school-1', seats: 1 }, { unit: 'school-1', seats: 1 }] } }],
    ['seatUnitsUnknown', { parameters: { ...parameters, recommendationSeats: [{ unit: 'school-9', seats: 1 }] } }],
  ])('%s refuses it', (rule, more) => {
    expect(new District().open(more)).toMatchObject({ rule });
  });

  test('it is opened once', () => {
    const district = new District();
    district.open();
    expect(district.open()).toMatchObject({ rule: 'roundExists', inputs: { round: openRound.round } });
  });
});

describe('recommendation seats', () => {
  test('E13 two clerks of one school racing for its last seat take exactly one', () => {
    const district = new District();
    district.open();
    expect(district.reserve('a')).toEqual(['SeatReserved']);
    expect(district.reserve('b')).toEqual(['SeatReserved']);
    expect(district.reserve('c', 'school-1', 'clerk-2')).toMatchObject({ rule: 'noSeatLeft', clause: 'W22', inputs: { unit: 'school-1', seats: 2, reserved: 2, confirmed: 0 } });
  });

  test('a released seat can be taken again, a nomination only once at a time', () => {
    const district = new District();
    district.open();
    district.reserve('a');
    expect(district.reserve('a')).toMatchObject({ rule: 'alreadyRecommended' });
    // No dossier holds the nomination: the teacher's stream declines, and the seat comes back.
    district.register('a');
    district.settleRecommendations();
    expect(district.teacher('a').lastOf('RecommendationDeclined').data).toMatchObject({ rule: 'unknownNomination' });
    expect(seatsOf(district.round.state, 'school-1')).toEqual({ seats: 2, reserved: 0, confirmed: 0, lapsed: 0 });
    expect(district.reserve('a')).toEqual(['SeatReserved']);
  });

  test('a unit without seats, a closed window and a settled reservation', () => {
    const district = new District();
    district.open();
    expect(district.reserve('a', 'bureau')).toMatchObject({ rule: 'noSeatsForUnit' });
    expect(district.reserve('a', 'school-1', 'clerk-1', '2019-05-09')).toMatchObject({ rule: 'nominationsNotRunning' });
    expect(district.reserve('a', 'school-1', 'clerk-1', '2019-05-31')).toEqual(['SeatReserved']);
    expect(district.reserve('b', 'school-1', 'clerk-1', '2019-06-01')).toMatchObject({ rule: 'nominationsNotRunning' });
    district.register('a');
    const { id: reservation } = district.round.last();
    district.settleRecommendations();
    const again = decideSettleSeat(district.round.state, { ledger: 'RECOMMENDATION', reservation, nomination: 'n-a', settlement: { outcome: 'x', kind: 'CONFIRMED' } });
    expect(again).toEqual({ kind: 'events', events: [] });
  });

  test('recommender and candidate are different persons, also across nominations', () => {
    const district = new District();
    district.open();
    expect(district.reserve('a', 'school-1', 'a')).toMatchObject({ rule: 'separationOfDuties', inputs: { role: 'RECOMMENDER' } });
    district.reserve('a', 'school-1', 'clerk-1');
    expect(district.reserve('b', 'school-2', 'a')).toMatchObject({ rule: 'separationOfDuties', inputs: { person: 'a', holds: 'CANDIDATE' } });
    expect(district.reserve('clerk-1', 'school-2', 'clerk-2')).toMatchObject({ rule: 'separationOfDuties', inputs: { person: 'clerk-1', holds: 'RECOMMENDER' } });
  });

  test('a candidate who is an officer of the bureau moves on no step of her own round', () => {
    const district = new District();
    const clash = { rule: 'separationOfDuties', inputs: { person: 'a', role: 'OFFICER', holds: 'CANDIDATE' } };
    const asCandidate = () => district.about(district.round, '2019-06-18', 'a');
    const refusedTo = (decide: (context: ReturnType<typeof asCandidate>) => { readonly kind: string }) => expect(decide(asCandidate())).toMatchObject({ kind: 'refused', refusal: clash, events: [] });
    district.open();
    district.recommend(['a', 'b']);
    expect(district.closeNominations('2019-06-01', 'a')).toMatchObject(clash);
    district.closeNominations();
    refusedTo((context) => decideCommissionPanel(district.round.state, { panel: 'p-1', n: 1, stream: 'panel-r-2019-1', group: '语文', experts: ['expert-1', 'expert-2'], candidates: ['a', 'b'] }, context));
    district.commission(['a', 'b']);
    district.formPanel();
    for (const expert of ['expert-1', 'expert-2']) for (const [place, id] of ['a', 'b'].entries()) district.score(id, expert, 90 - place);
    expect(district.closePanel('a')).toMatchObject(clash);
    district.closePanel();
    refusedTo((context) => decideOrderOpening(district.round.state, { panels: [district.panel.state], act: act() }, context));
    district.openScores();
    refusedTo((context) => decideRank(district.round.state, { panels: [district.panel.state], hash: sha256 }, context));
    expect(district.rank()).toEqual(['CandidatesRanked']);
    refusedTo((context) => decideOpenPublicity(district.round.state, { publicity: 'pub-1', rows: [], listHash: 'list-1', places: ['site'] }, context));
    district.publish();
    refusedTo((context) => decideClosePublicity(district.round.state, { proofs: [{ place: 'site', file: null }], objections: 0 }, context));
    district.closePublicity('2019-06-18');
    expect(district.decide('2019-07-01', 'a')).toMatchObject({ rule: 'separationOfDuties', inputs: { holds: 'CANDIDATE', role: 'DECIDER' } });
    expect(district.decide()).toEqual(['ConferralDecided']);
  });

  test('nominations do not close while a reservation is pending, nor on their last day', () => {
    const district = new District();
    district.open();
    district.register('a');
    district.reserve('a');
    expect(district.closeNominations('2019-05-31')).toMatchObject({ rule: 'nominationsStillRunning' });
    expect(district.closeNominations()).toMatchObject({ rule: 'reservationsPending', inputs: { count: 1 } });
    district.settleRecommendations();
    expect(district.closeNominations()).toEqual(['NominationsClosed']);
    expect(district.reserve('b')).toMatchObject({ rule: 'wrongGate', inputs: { gate: 'NOMINATIONS_CLOSED', needs: 'OPEN' } });
  });

  test('property: no order of reservations and outcomes takes more seats than there are', () => {
    const step = fc.record({ kind: fc.constantFrom('reserve', 'confirm', 'release'), nomination: fc.integer({ min: 1, max: 8 }), unit: fc.constantFrom('school-1', 'school-2') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const district = new District();
        district.open();
        for (const { kind, nomination, unit } of steps) {
          const context = district.about(district.round, '2019-05-20');
          if (kind === 'reserve') district.round.take(decideReserveSeat(district.round.state, { nomination: `n-${nomination}`, teacher: `t-${nomination}`, ...atSchool(unit), stage: 'PRIMARY', subject: '语文', act: act() }, context), context);
          const [line] = pendingRecommendations(district.round.state);
          if (kind !== 'reserve' && line) {
            const settlement = { outcome: 'e', kind: kind === 'confirm' ? ('CONFIRMED' as const) : ('RELEASED' as const) };
            district.round.take(decideSettleSeat(district.round.state, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: line.nomination, settlement }), context);
          }
          for (const entry of parameters.recommendationSeats) {
            const { seats, reserved, confirmed } = seatsOf(district.round.state, entry.unit);
            if (reserved + confirmed > (seats ?? 0)) return false;
          }
          const live = [...district.round.state.recommendations.values()].filter((entry) => entry.status !== 'RELEASED').map((entry) => entry.nomination);
          if (new Set(live).size !== live.length) return false;
        }
        return true;
      }),
      { numRuns: 200 },
    );
  });
});

describe('the ledger is indexed', () => {
  test('a command on a round of 30,000 events reads no more of it than on one of 30', () => {
    const district = new District();
    district.open({ parameters: { ...parameters, recommendationSeats: [{ unit: 'school-1', seats: 20_000 }] } });
    const { state } = district.round;
    const seen = jest.spyOn(state.recommendations, 'values');
    for (let index = 0; index < 200; index += 1) district.reserve(`t-${index}`);
    expect(seatsOf(state, 'school-1')).toEqual({ seats: 20_000, reserved: 200, confirmed: 0, lapsed: 0 });
    expect(seen).not.toHaveBeenCalled();
  });

  test('property: the indexes say what a count of the lines says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('reserve', 'confirm', 'release'), fc.nat(5)), { maxLength: 30 }), (steps) => {
        const district = new District();
        district.open();
        const { state } = district.round;
        for (const [kind, index] of steps) {
          const context = district.about(district.round, '2019-05-20', `clerk-${index % 2}`);
          if (kind === 'reserve') district.round.take(decideReserveSeat(state, { nomination: `n-${index}`, teacher: `t-${index}`, ...atSchool('school-2'), stage: 'PRIMARY', subject: '语文', act: act() }, context), context);
          const line = pendingRecommendations(state)[index % 2];
          if (kind !== 'reserve' && line) {
            const settlement = { outcome: 'e', kind: kind === 'confirm' ? ('CONFIRMED' as const) : ('RELEASED' as const) };
            district.round.take(decideSettleSeat(state, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: line.nomination, settlement }), context);
          }
        }
        const lines = [...state.recommendations.values()];
        const live = lines.filter((line) => line.status !== 'RELEASED');
        expect(seatsOf(state, 'school-2')).toEqual({ seats: 3, reserved: lines.filter((line) => line.status === 'RESERVED').length, confirmed: lines.filter((line) => line.status === 'CONFIRMED').length, lapsed: 0 });
        expect(new Set(state.candidates.keys())).toEqual(new Set(live.map((line) => line.teacher)));
        expect(new Set(state.recommenders.keys())).toEqual(new Set(live.flatMap((line) => line.recommenders)));
        expect(new Map(state.live)).toEqual(new Map(live.map((line) => [`${line.nomination}/SCHOOL`, line.reservation])));
      }),
      { numRuns: 200 },
    );
  });
});

describe('gates', () => {
  test('property: whatever is tried in whatever order, gates are passed one by one and award seats never exceeded', () => {
    const step = fc.constantFrom('open', 'recommend', 'closeNominations', 'commission', 'score', 'openScores', 'rank', 'publish', 'closePublicity', 'decide', 'confer');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const district = new District();
        for (const name of steps) {
          const before = gates.indexOf(district.round.state.gate);
          if (name === 'open') district.open();
          if (name === 'recommend' && district.round.state.gate === 'OPEN') district.recommend(['a', 'b', 'c']);
          if (name === 'closeNominations') district.closeNominations();
          if (name === 'commission' && Array.isArray(district.commission(['a', 'b', 'c'])) && district.round.state.panels.length > 0) district.formPanel();
          if (name === 'score') {
            for (const [id, lesson] of [['a', 70], ['b', 80], ['c', 90]] as const) for (const expert of ['expert-1', 'expert-2']) district.score(id, expert, lesson);
            district.closePanel();
          }
          if (name === 'openScores') district.openScores();
          if (name === 'rank') district.rank();
          if (name === 'publish') district.publish();
          if (name === 'closePublicity') district.closePublicity('2019-06-18');
          if (name === 'decide') district.decide();
          if (name === 'confer' && conferralUnderWay(district.round.state)) district.confer();
          const after = gates.indexOf(district.round.state.gate);
          expect(after - before === 0 || after - before === 1).toBe(true);
          expect(district.round.state.awards.size).toBeLessThanOrEqual(parameters.awardSeats);
        }
      }),
      { numRuns: 200, examples: [[['open', 'recommend', 'closeNominations', 'commission', 'score', 'openScores', 'rank', 'publish', 'closePublicity', 'decide', 'confer']]] },
    );
  });
});

describe('from scores to titles', () => {
  test('rank not clicks: the last to be recommended has the best score and is conferred', () => {
    const district = new District();
    expect(district.concluded({ a: 70, b: 80, c: 90 })).toEqual(['RoundConcluded']);
    expect(district.round.lastOf('CandidatesRanked').data.lines.map((line) => [line.nomination, line.rank, line.proposed])).toEqual([['n-c', 1, true], ['n-b', 2, true], ['n-a', 3, false]]);
    expect(district.round.lastOf('RoundConcluded').data).toEqual({ conferred: 2, declined: 0, notSelected: 1 });
    expect(district.teacher('c').last().type).toBe('TitleConferred');
    expect(district.teacher('a').lastOf('NotSelected')).toMatchObject({ data: { rank: 3, seats: 2 }, meta: { rule: { clause: 'W12' } } });
  });

  test('the working of every candidate stands in her own part only, and the ranking names every digest', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    const ranked = district.round.lastOf('CandidatesRanked');
    expect(ranked.data.panels).toEqual([{ panel: 'p-1', digest: 'digest-1' }]);
    expect(Object.keys(ranked.private).sort()).toEqual(['a', 'b']);
    expect(ranked.private['a']).toMatchObject({ working: { total: '90.00', kept: 2 } });
    expect(ranked.meta.rule).toEqual({ programme: 'weihai-edz-2017', version: 1, clause: 'W12' });
  });

  test('a tie at the cut-off that the chain does not settle stops for a person', () => {
    const district = new District();
    expect(district.ranked({ a: 90, b: 80, c: 80 })).toMatchObject({ rule: 'tieAtTheCut', clause: 'W12', inputs: { seats: 2, places: 1, group: ['n-b', 'n-c'] } });
    expect(district.round.state.gate).toBe('SCORES_OPENED');
  });

  test('scores are not ordered open while a candidate has no panel or a panel is open', () => {
    const district = new District();
    district.open();
    district.recommend(['a', 'b']);
    district.closeNominations();
    expect(district.openScores()).toMatchObject({ rule: 'candidatesWithoutPanel', inputs: { count: 2 } });
    district.commission(['a', 'b']);
    district.formPanel();
    expect(district.openScores()).toMatchObject({ rule: 'panelNotClosed' });
  });

  test('commissioning: no expert with another part, no candidate twice, numbers in turn', () => {
    const district = new District();
    district.open();
    district.recommend(['a', 'b']);
    district.closeNominations();
    expect(district.commission(['a'], ['a', 'expert-2'])).toMatchObject({ rule: 'separationOfDuties' });
    expect(district.commission(['a'], ['clerk-1'])).toMatchObject({ rule: 'separationOfDuties', inputs: { holds: 'RECOMMENDER' } });
    expect(district.commission(['z'])).toMatchObject({ rule: 'notRecommended' });
    expect(district.commission(['a'], ['expert-1'], 2)).toMatchObject({ rule: 'panelNumberNotNext', inputs: { n: 2, next: 1 } });
    expect(district.commission(['a', 'a'])).toMatchObject({ rule: 'namedTwice' });
    expect(district.commission(['a'])).toEqual(['PanelCommissioned']);
    expect(district.commission(['a', 'b'], ['expert-3'], 2)).toMatchObject({ rule: 'candidateOfAnotherPanel', inputs: { panel: 'p-1' } });
  });

  test('publicity runs over the October holiday and its make-up workdays, and closes not before its last day has ended', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    district.publish('2019-09-27');
    // 28 September is a weekend here, 29 September a make-up Sunday; 1 to 7 October are off.
    expect(district.round.lastOf('PublicityOpened').data).toMatchObject({ firstDay: '2019-09-29', lastDay: '2019-10-10', provisional: false });
    expect(district.closePublicity('2019-10-10')).toMatchObject({ rule: 'publicityRunning', inputs: { lastDay: '2019-10-10' } });
    expect(district.closePublicity('2019-10-11')).toEqual(['PublicityClosed']);
  });

  test('publicity is closed with the list that was published and a proof of every place', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    district.publish();
    const context = district.about(district.round, '2019-07-01', 'officer');
    expect(decideClosePublicity(district.round.state, { proofs: [{ place: 'site', file: null }], objections: 0, listHash: 'other' }, context)).toMatchObject({ refusal: { rule: 'listDiffers' } });
    expect(decideClosePublicity(district.round.state, { proofs: [], objections: 0 }, context)).toMatchObject({ refusal: { rule: 'proofMissing', inputs: { places: ['site'] } } });
  });

  test('the end of the window is told once, dated on its last day', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    district.publish();
    const { lastDay } = district.round.lastOf('PublicityOpened').data;
    expect(decideWindowEnded(district.round.state, district.about(district.round, lastDay))).toEqual({ kind: 'events', events: [] });
    const context = district.about(district.round, '2019-07-20');
    expect(district.round.take(decideWindowEnded(district.round.state, context), context)).toEqual(['PublicityWindowEnded']);
    expect(district.round.last().meta.effectiveOn).toBe(lastDay);
    expect(decideWindowEnded(district.round.state, context)).toEqual({ kind: 'events', events: [] });
  });

  test('award seats are taken only by the decision, from ranked and proposed lines, by someone with no other part', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80, c: 70 });
    expect(district.decide()).toMatchObject({ rule: 'wrongGate', clause: 'W12', inputs: { needs: 'PUBLICITY_CLOSED' } });
    district.publish();
    district.closePublicity('2019-06-18');
    expect(district.decide('2019-07-01', 'expert-1')).toMatchObject({ rule: 'separationOfDuties', inputs: { holds: 'SCORER', role: 'DECIDER' } });
    expect(district.decide('2019-06-17')).toMatchObject({ rule: 'datesOutOfOrder' });
    const context = district.about(district.round, '2019-06-28', 'officer');
    expect(decideConferral(district.round.state, { batch: 'b-1', act: act(), conferredOn: '2019-07-01', nominations: ['n-c'] }, context)).toMatchObject({ refusal: { rule: 'notProposed' } });
    expect(decideConferral(district.round.state, { batch: 'b-1', act: act(null), conferredOn: '2019-07-01' }, context)).toMatchObject({ refusal: { rule: 'actNumberRequired' } });
    expect(district.decide()).toEqual(['ConferralDecided']);
    expect([...district.round.state.awards.values()].map(({ status }) => status)).toEqual(['RESERVED', 'RESERVED']);
    const { conferrals } = district.round.lastOf('ConferralDecided').data;
    expect(new Set(conferrals.map((line) => line.certificate)).size).toBe(2);
  });

  test('a round is not concluded while an award has no outcome', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    district.publish();
    district.closePublicity('2019-06-18');
    district.decide();
    const conclude = () => decideConclude(district.round.state, { batch: district.batch.state, reservation: conferralUnderWay(district.round.state)?.event ?? '' });
    expect(conclude()).toMatchObject({ refusal: { rule: 'reservationsPending', inputs: { count: 2 } } });
    expect(pendingAwards(district.round.state)).toEqual(['n-a', 'n-b']);
    expect(district.confer()).toEqual(['RoundConcluded']);
    expect(district.round.state.gate).toBe('CONCLUDED');
    expect(conclude()).toEqual({ kind: 'events', events: [] });
  });
});
