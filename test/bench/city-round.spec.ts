import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLedgers } from '../../bench/city/check';
import { Meter } from '../../bench/city/meter';
import { FULL, planOf, SMALL } from '../../bench/city/plan';
import { playCityRound } from '../../bench/city/play';
import { checkCharacter } from '../../src/domain/identity-number';
import { round } from '../../src/domain/round/round';
import { candidateOf, candidatesOf, linesOf } from '../../src/domain/round/recommendation-lines';
import { Town } from '../commands/town';

const programme = readFileSync(join(__dirname, '../../bench/city/programme.yaml'), 'utf8');

describe('the city round of the bench', () => {
  it('is planned for twelve counties, a zone, thirty units of the city itself and 3,000 candidates', () => {
    const { districts, units, applicants, recommendationSeats } = planOf(FULL);
    const seatsOf = (names: readonly string[]): number => recommendationSeats.filter(({ unit }) => names.includes(unit)).reduce((sum, { seats }) => sum + seats, 0);
    const direct = units.filter(({ district }) => district === null).map(({ unit }) => unit);

    expect(districts).toHaveLength(13);
    expect(direct).toHaveLength(30);
    // Whoever is left out is left out by a ledger: at her school, or in her district.
    expect(seatsOf(districts) + seatsOf(direct)).toBe(3_000);
    expect(seatsOf(units.map(({ unit }) => unit))).toBe(3_013);
    expect(applicants).toHaveLength(3_063);
    expect(new Set(applicants.slice(0, 64).map(({ unit }) => unit)).size).toBe(64);
  });

  it('plays to its end on a small scale, every seat asked for by more than it holds, and its log keeps to both ledgers', async () => {
    const town = new Town();
    const meter = new Meter();
    // A state compared before and after every decision is what other tests do; here it would be most of the time.
    const application = town.boot({ streams: { checkReadOnly: false } });

    const conferred = await playCityRound({ application, meter, programme, checkCharacter, moveTo: (day) => town.clock.set(day) }, planOf(SMALL));

    const check = checkLedgers(town.log.events);
    expect(check.breaches).toEqual([]);
    expect(check).toMatchObject({ ledgers: SMALL.schools + SMALL.directUnits + SMALL.districts, awards: SMALL.awards, titles: SMALL.awards });
    expect(conferred).toMatchObject({ declined: 0, held: 0 });
    const types = town.log.events.map(({ envelope }) => envelope.type);
    const count = (type: string): number => types.filter((one) => one === type).length;
    // One refused in each district that goes name by name, and at each school that has one applicant more than seats; a mass act leaves its one out.
    expect(count('RecommendationRefused')).toBe(SMALL.districts - SMALL.massActs + SMALL.beyondSchool);
    expect(town.log.events.flatMap(({ envelope }) => (envelope.type === 'SeatsReserved' ? [envelope.data['leftOut']] : []))).toMatchObject([[{ rule: 'noSeatLeft' }]]);
    expect(count('ScoreSubmitted')).toBe(SMALL.candidates * 5);
    expect(count('PublicityClosed')).toBe(SMALL.districts + 1);
    expect([count('ObjectionFiled'), count('ObjectionDecided'), count('CandidateSubstituted')]).toEqual([SMALL.objections, SMALL.objections, SMALL.upheld]);
    expect([count('TitleConferred'), count('RoundConcluded')]).toEqual([SMALL.awards, 1]);
    const { state } = await application.desk.streams.load(round, `round-${conferred.round}`);
    const standing = new Map(candidatesOf(state).map((line) => [line.nomination, line]));
    expect(standing.size).toBe(SMALL.candidates);
    // Looked up one by one they are the same as all of them together; those whom a district refused hold a seat and do not stand.
    const everybody = [...state.recommendations.values()];
    for (const { nomination } of everybody) {
      expect(candidateOf(state, nomination)).toBe(standing.get(nomination) ?? null);
      expect(linesOf(state, nomination)).toEqual(everybody.filter((line) => line.nomination === nomination));
    }
    expect(meter.kinds().find(({ kind }) => kind === 'SubmitScore')).toMatchObject({ count: SMALL.candidates * 5 });
  });
});
