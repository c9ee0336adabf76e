import type { HeldTitle, HeldTraining } from '../rules/rule';
import { periodsOf } from '../teacher/training';
import { fulfilment, wholeStatus, type Trained } from './fulfilment';
import { officeDuties, trainingOffice, type TrainingOfficeFact } from './office';
import type { EffectiveProgramme } from '../programme-rules';
import type { HoursAsked, TrainingRequirement } from './requirements';

const hours = (more: Partial<HoursAsked> = {}): HoursAsked => ({ clause: 'W15', topic: 'T', periods: 18, years: 3, window: 'ROLLING', from: null, tier: null, ...more });
const requirement = (code: string, more: Partial<TrainingRequirement> = {}): TrainingRequirement => ({
  code, names: { zh: code, en: code }, clause: 'W15', population: null, who: [], hours: hours(), tasks: null, phases: null, chain: null, withinMonths: null, activities: null, external: null, alsoCounts: [], at: null, documentDays: null, by: null, ...more,
});
const training = (periods: number, completedOn: string, credit: HeldTraining['credit'] = null, source = completedOn): HeldTraining => ({ topic: 'T', periods, completedOn, source, credit, event: source });
const trained = (trainings: readonly HeldTraining[], titles: readonly HeldTitle[] = []): Trained => ({ trainings, titles });
const answer = (of: TrainingRequirement, on: string, given: Trained, since: string | null = null, programme = 'p', requirements: readonly TrainingRequirement[] = [of]) => {
  const parts = fulfilment(of, given, { programme, requirements, on, since });
  return { status: wholeStatus(parts), part: parts[0] };
};

describe('hours within a window', () => {
  const fixed = requirement('R', { hours: hours({ window: 'FIXED', from: '2018-01-01' }) });
  const term = requirement('R', { hours: hours({ window: 'PER_TERM', tier: 'BACKBONE' }) });
  const title = (from: string, to: string | null): HeldTitle => ({ programme: 'p', tier: 'BACKBONE', track: 'TEACHER', from, to, event: 'title' });

  test('W15 rolling: the corresponding day three years ago is out, the day after it is in', () => {
    expect(answer(requirement('R'), '2019-09-02', trained([training(18, '2016-09-03')]))).toMatchObject({ status: 'MET' });
    expect(answer(requirement('R'), '2019-09-02', trained([training(18, '2016-09-02')]))).toMatchObject({ status: 'MISSED', part: { missing: [18] } });
    expect(answer(requirement('R'), '2019-09-02', trained([training(18, '2019-09-03')]))).toMatchObject({ status: 'MISSED' });
  });

  test('W15 rolling: whoever was appointed eight months ago is not yet due, and is met at once when the hours are there', () => {
    expect(answer(requirement('R'), '2019-09-02', trained([training(6, '2019-03-20')]), '2019-01-02')).toMatchObject({ status: 'NOT_YET_DUE', part: { due: '2022-01-01', missing: [12] } });
    expect(answer(requirement('R'), '2022-01-01', trained([]), '2019-01-02').status).toBe('NOT_YET_DUE');
    expect(answer(requirement('R'), '2022-01-02', trained([]), '2019-01-02').status).toBe('MISSED');
    expect(answer(requirement('R'), '2019-09-02', trained([training(18, '2019-03-20')]), '2019-01-02').status).toBe('MET');
  });

  test('W15 fixed: before the first window, on its first and last day, and in the next one', () => {
    expect(answer(fixed, '2017-12-31', trained([training(18, '2017-06-01')]))).toMatchObject({ status: 'NOT_YET_DUE', part: { due: '2020-12-31' } });
    expect(answer(fixed, '2018-01-01', trained([training(18, '2017-12-31')]))).toMatchObject({ status: 'DUE', part: { window: { from: '2018-01-01', to: '2020-12-31' }, due: '2020-12-31' } });
    expect(answer(fixed, '2020-12-31', trained([training(18, '2020-12-31')])).status).toBe('MET');
    expect(answer(fixed, '2021-01-01', trained([training(18, '2020-12-31')]))).toMatchObject({ status: 'DUE', part: { due: '2023-12-31' } });
    expect(answer(fixed, '2021-01-01', trained([training(10, '2020-12-31')]))).toMatchObject({ status: 'MISSED', part: { found: { missedTo: '2020-12-31', periodsThen: '10' } } });
    // Made good in the window after it.
    expect(answer(fixed, '2021-06-01', trained([training(10, '2020-12-31'), training(18, '2021-05-01')])).status).toBe('MET');
  });

  test('W15 fixed: who comes in midway is first held to the next window, and misses nothing of the one before', () => {
    expect(answer(fixed, '2020-12-31', trained([]), '2020-05-01')).toMatchObject({ status: 'NOT_YET_DUE', part: { due: '2023-12-31' } });
    expect(answer(fixed, '2021-01-01', trained([]), '2020-05-01').status).toBe('DUE');
    expect(answer(fixed, '2024-01-01', trained([]), '2020-05-01').status).toBe('MISSED');
  });

  test('per term: due until the last day of the term, missed after it, nothing asked without one', () => {
    expect(answer(term, '2019-01-01', trained([])).status).toBe('NOT_YET_DUE');
    expect(answer(term, '2022-06-30', trained([training(17, '2020-01-01')], [title('2019-07-01', '2022-06-30')]))).toMatchObject({ status: 'DUE', part: { due: '2022-06-30', missing: [1] } });
    expect(answer(term, '2022-07-01', trained([training(17, '2020-01-01'), training(9, '2022-07-01')], [title('2019-07-01', '2022-06-30')])).status).toBe('MISSED');
    expect(answer(term, '2022-07-01', trained([training(18, '2022-07-01')], [title('2019-07-01', '2022-06-30'), title('2022-07-01', null)])).status).toBe('MET');
    expect(answer(term, '2025-07-01', trained([], [title('2022-07-01', null)]))).toMatchObject({ status: 'DUE', part: { due: null } });
  });

  test('no answer before somebody has adopted a window', () => {
    expect(answer(requirement('R', { hours: hours({ window: null }) }), '2019-09-02', trained([training(18, '2019-01-01')])).status).toBe('OPEN');
  });
});

describe('credits', () => {
  test('E10 one entry that two programmes use: each counts it, neither twice', () => {
    const entry = training(18, '2019-03-20');
    const given = trained([entry, { ...entry, event: 'again' }]);
    for (const programme of ['p', 'q']) expect(answer(requirement('R'), '2019-09-02', given, null, programme).part?.found).toMatchObject({ periods: '18', trainings: 1 });
  });

  test('E10 an entry that names a requirement of one programme counts in no other', () => {
    const given = trained([training(18, '2019-03-20', { programme: 'p', requirement: 'R', step: null })]);
    expect(answer(requirement('R'), '2019-09-02', given, null, 'p').status).toBe('MET');
    expect(answer(requirement('R'), '2019-09-02', given, null, 'q').status).toBe('MISSED');
  });

  test('E10 within a programme the first of the topic has it, and another only where it says so', () => {
    const [first, second, third] = [requirement('A'), requirement('B'), requirement('C', { alsoCounts: ['A'] })];
    const all = [first, second, third];
    const given = trained([training(18, '2019-03-20')]);
    expect(all.map((of) => answer(of, '2019-09-02', given, null, 'p', all).status)).toEqual(['MET', 'MISSED', 'MET']);
    const named = trained([training(18, '2019-03-20', { programme: 'p', requirement: 'B', step: null })]);
    expect(all.map((of) => answer(of, '2019-09-02', named, null, 'p', all).status)).toEqual(['MISSED', 'MET', 'MISSED']);
  });

  test('hours of the clock come to class periods by the minutes that are stated, cut off at two places', () => {
    expect(periodsOf({ hours: { hours: 13.5, minutesPerPeriod: 45 } })).toBe(18);
    expect(periodsOf({ hours: { hours: 1, minutesPerPeriod: 45 } })).toBe(1.33);
    expect(periodsOf({ hours: { hours: 4, minutesPerPeriod: 40 } })).toBe(6);
    expect(periodsOf({ periods: 18 })).toBe(18);
  });
});

describe('what an office holds itself', () => {
  const rules: EffectiveProgramme = {
    id: 'p', version: 1, adoptions: 0, names: { zh: '例', en: 'example' }, demonstrationOnly: false, open: [], tracks: [], tiers: [], authority: {}, assessments: [], revocationGrounds: [],
    training: [requirement('YEARLY', { hours: null, activities: { clause: 'W17', perYear: 1, year: 'CALENDAR_YEAR', each: null } }), requirement('BY_SUBJECT', { hours: null, activities: { clause: 'W18', perYear: 1, year: 'SCHOOL_YEAR', each: 'SUBJECT' } })],
  };
  const held = (requirementCode: string, heldOn: string, subject: string | null = null): TrainingOfficeFact => ({
    id: heldOn, type: 'TrainingActivityHeld', version: 1, stream: 'bases-p', revision: 0, recordedAt: `${heldOn}T01:00:00.000Z`, private: {},
    data: { activity: `${requirementCode}-${heldOn}`, programme: 'p', requirement: requirementCode, title: '研修', subject, heldOn, provider: '大学', base: null, participants: 1 },
    meta: { commandId: 'c', useCase: 'RecordTrainingActivity', request: 'r', actor: 'o', appointment: null, capacity: null, effectiveOn: heldOn, context: { today: heldOn }, cause: 'c', correlation: 'c', class: 'internal' },
  });
  const state = [held('YEARLY', '2018-12-31'), held('BY_SUBJECT', '2018-09-01', '数学')].reduce((before, fact) => trainingOffice.evolve(before, fact), trainingOffice.initial('bases-p'));
  const seen = (on: string, since = '2017-01-01') => officeDuties(state, rules, on, ['数学', '语文'], since).map(({ requirement: code, subject, status, missedBefore }) => [code, subject, status, missedBefore]);

  test('W17 W18 by the calendar or the school year, and subject by subject', () => {
    expect(seen('2018-12-31')).toEqual([['YEARLY', null, 'MET', true], ['BY_SUBJECT', '数学', 'MET', true], ['BY_SUBJECT', '语文', 'DUE', true]]);
    expect(seen('2019-01-01')).toEqual([['YEARLY', null, 'DUE', false], ['BY_SUBJECT', '数学', 'MET', true], ['BY_SUBJECT', '语文', 'DUE', true]]);
    // Not on the day before it was held, and no year before the programme is held against anybody.
    expect(seen('2018-12-30', '2018-01-01')).toEqual([['YEARLY', null, 'DUE', false], ['BY_SUBJECT', '数学', 'MET', false], ['BY_SUBJECT', '语文', 'DUE', false]]);
  });

  test('W1 nothing is asked before the programme began, and after its end its last whole year stands as it was left', () => {
    const within = { ...rules, validity: { from: '2017-11-01', to: '2019-10-31', clause: 'W1', fromClause: 'W1', termsOutlive: true } };
    const asked = (on: string) => officeDuties(state, within, on, ['数学'], within.validity.from).map(({ requirement: code, status, year, missedBefore }) => [code, status, year.to, missedBefore]);
    expect(asked('2017-10-31')).toEqual([]);
    expect(asked('2017-11-01')).toEqual([['YEARLY', 'DUE', '2017-12-31', false], ['BY_SUBJECT', 'DUE', '2018-08-31', false]]);
    // 2019 did not run to its end, nor did the school year that began in it.
    expect(asked('2019-11-01')).toEqual([['YEARLY', 'MET', '2018-12-31', false], ['BY_SUBJECT', 'MET', '2019-08-31', false]]);
    expect(asked('2026-01-01')).toEqual(asked('2019-11-01'));
    const [first] = officeDuties(trainingOffice.initial('bases-p'), within, '2026-01-01', [], within.validity.from);
    expect(first).toMatchObject({ status: 'MISSED', year: { to: '2018-12-31' }, missedBefore: false });
    const short = { ...within, validity: { ...within.validity, to: '2018-11-30' } };
    expect(officeDuties(state, short, '2019-01-01', [], short.validity.from)).toEqual([]);
  });
});
