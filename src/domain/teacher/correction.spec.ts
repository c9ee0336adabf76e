import { act, District, personal, risingStar, weihai } from '../../../test/domain/district';
import { decideConcludeAssessment } from './assessment';
import { roundsOf } from './concerned';
import { decideCorrect, decideVoid, type CorrectFactCommand } from './correction';
import { decideImportLegacyTitle } from './legacy-title';
import { decideErase } from './life';
import { decideReviewSupplemented } from './review';
import { decideRevoke } from './title-revocation';
import { decideRecordTraining } from './training';
import { asKnown, view } from './view';

function concluded(programme = weihai) {
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const rounds = [{ round: district.round.state, programme }];
  const correct = (command: Omit<CorrectFactCommand, 'rounds'>, today = '2019-09-02', recordedAt?: string) => {
    const context = district.about(story, today, 'officer');
    return story.take(decideCorrect(story.state, { ...command, rounds }, context), context, recordedAt);
  };
  const registered = 'teacher-a#0';
  return { district, story, rounds, correct, registered };
}

describe('correcting a birth date after conferral', () => {
  test('such that she would have been ineligible: ReviewRequired names the bound rule, in the same append', () => {
    const { story, correct, registered } = concluded();
    expect(correct({ event: registered, personal: personal('a', '1983-12-31') })).toEqual(['TeacherRegistered', 'ReviewRequired']);
    const review = story.lastOf('ReviewRequired');
    const title = story.lastOf('TitleConferred');
    const restated = story.lastOf('TeacherRegistered');
    expect(restated.meta.corrects).toBe(registered);
    expect(review.data).toMatchObject({ outcome: title.id, outcomeType: 'TitleConferred', title: title.data.title, facts: [restated.id], rule: 'bornOnOrAfter', inputs: { date: '1984-01-01' } });
    expect(review.private['a']).toEqual({ inputs: { birthDate: '1983-12-31' } });
    expect(review.meta.rule).toEqual({ programme: 'weihai-edz-2017', version: 1, clause: 'W12' });
    // A person decides: the title stands until then.
    expect(view(story.state.facts, '2019-09-02')).toMatchObject({ titles: [{ status: 'ACTIVE' }], reviews: [{ open: true, rule: 'bornOnOrAfter' }] });
  });

  test('such that she still is: the outcome is looked at all the same', () => {
    const { story, correct, registered } = concluded();
    expect(correct({ event: registered, personal: personal('a', '1991-01-01') })).toEqual(['TeacherRegistered', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ rule: 'factChanged', inputs: {} });
  });

  test('a programme that reverses takes the title back under the act, and refuses without one', () => {
    const { story, correct, registered } = concluded({ ...weihai, tiers: [{ ...risingStar, onCorrection: { clause: 'W13', do: 'REVERSE' } }] });
    expect(correct({ event: registered, personal: personal('a', '1983-12-31') })).toMatchObject({ rule: 'actRequired', clause: 'W13' });
    expect(story.log.filter((fact) => fact.type === 'TeacherRegistered')).toHaveLength(1);
    expect(correct({ event: registered, personal: personal('a', '1983-12-31'), act: act() })).toEqual(['TeacherRegistered', 'TitleRevoked']);
    expect(view(story.state.facts, '2019-09-02').titles).toMatchObject([{ status: 'REVOKED', ground: 'factCorrected' }]);
  });

  test('what the title that is taken back had taken up, and a lifetime of another that counts its term, are looked at; its own end with it', () => {
    const { story, correct, registered } = concluded({ ...weihai, tiers: [{ ...risingStar, onCorrection: { clause: 'W13', do: 'REVERSE' } }] });
    const on = story.on('2019-08-01', { acting: { person: 'officer', appointment: null } });
    const conferral = story.lastOf('TitleConferred');
    const { title, programme, tier } = conferral.data;
    const common = { effectiveOn: '2019-07-01', act: act(), standsOn: [] };
    const verdict = { id: 'verdict-1', type: 'AssessedExcellent' as const, data: { assessment: 'as-1', programme, kind: 'END_OF_TERM' as const, period: 'term-1', title, assessor: 'bureau' }, ...common };
    const granted = (of: string) => ({ type: 'LifetimeTitleGranted' as const, data: { title: of, programme, tier, round: 'r-2019', verdicts: ['verdict-1'] }, ...common });
    story.take({ kind: 'events', events: [
      { ...common, type: 'TitleConferred', data: { ...conferral.data, title: 'lower', tier: 'LOWER', nomination: 'n-lower', reservation: 'decided-lower' } },
      { ...common, type: 'TitleAbsorbed', data: { title: 'lower', programme, tier: 'LOWER', by: title } },
      { ...common, type: 'TitleConferred', data: { ...conferral.data, title: 'next', nomination: 'n-next', reservation: 'decided-next' } },
      verdict, granted('next'), granted(title),
    ] }, on);
    expect(correct({ event: registered, personal: personal('a', '1983-12-31'), act: act() })).toEqual(['TeacherRegistered', 'TitleRevoked', 'ReviewRequired', 'ReviewRequired']);
    const absorption = story.lastOf('TitleAbsorbed').id;
    expect(view(story.state.facts, '2019-09-02').reviews).toMatchObject([
      { outcomeType: 'TitleAbsorbed', outcome: absorption, title: 'lower', rule: 'absorberGone', facts: [story.lastOf('TeacherRegistered').id], open: true },
      { outcomeType: 'LifetimeTitleGranted', title: 'next', rule: 'factChanged', open: true },
    ]);
  });

  test('a dossier that turns out to begin after the snapshot day asks for a review instead of failing', () => {
    const { story, correct, registered } = concluded();
    expect(correct({ event: registered, effectiveOn: '2019-08-30' })).toEqual(['TeacherRegistered', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'TitleConferred', rule: 'unitUnknownOnSnapshot' });
  });

  test('a title already revoked needs no review', () => {
    const { district, story, correct, registered } = concluded();
    const context = district.about(story, '2019-08-01', 'officer');
    story.take(decideRevoke(story.state, { title: story.lastOf('TitleConferred').data.title, ground: 'ETHICS', authority: 'bureau', certificateRecovered: true, act: act() }, context), context);
    expect(correct({ event: registered, personal: personal('a', '1983-12-31') })).toEqual(['TeacherRegistered']);
  });

  test('an open nomination is put in doubt too, and its title is then declined', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    const story = district.teacher('a');
    const rounds = [{ round: district.round.state, programme: weihai }];
    const context = district.about(story, '2019-06-12', 'officer');
    expect(roundsOf(story.state, 'teacher-a#0')).toEqual(['r-2019']);
    expect(story.take(decideCorrect(story.state, { event: 'teacher-a#0', personal: personal('a', '1983-12-31'), rounds }, context), context)).toEqual(['TeacherRegistered', 'ReviewRequired']);
    district.publish();
    district.closePublicity('2019-06-18');
    district.decide();
    expect(district.confer()).toEqual(['RoundConcluded']);
    expect(story.lastOf('ConferralDeclined').data).toMatchObject({ rule: 'reviewOpen', inputs: { by: 'bornOnOrAfter' } });
    expect(district.round.lastOf('RoundConcluded').data).toEqual({ conferred: 1, declined: 1, notSelected: 0 });
  });

  test('E49 a nomination that a supplement makes ineligible is reviewed once, and no title is conferred before that ends', () => {
    const district = new District();
    district.ranked({ a: 90, b: 80 });
    const story = district.teacher('a');
    const context = district.about(story, '2019-06-12', 'officer');
    const ask = (nomination = 'n-a') => story.take(decideReviewSupplemented(story.state, { nomination, supplement: 'supplement-1', condition: 'bornOnOrAfter@1', clause: 'W12', act: act() }, context), context);
    expect(ask('n-none')).toEqual([]);
    expect(ask()).toEqual(['ReviewRequired']);
    expect(ask()).toEqual([]);
    expect(story.lastOf('ReviewRequired')).toMatchObject({ data: { outcome: story.lastOf('Nominated').id, outcomeType: 'Nominated', facts: ['supplement-1'], rule: 'nowIneligible' }, meta: { rule: { clause: 'W12' } } });
    district.publish();
    district.closePublicity('2019-06-18');
    district.decide();
    district.confer();
    expect(story.lastOf('ConferralDeclined').data).toMatchObject({ rule: 'reviewOpen', inputs: { by: 'nowIneligible' } });
    // What has come to its end is reviewed no more.
    const ended = story.take(decideReviewSupplemented(story.state, { nomination: 'n-a', supplement: 'supplement-2', condition: 'bornOnOrAfter@1', clause: 'W12', act: act() }, context), context);
    expect(ended).toEqual([]);
  });

  test('a refusal that would no longer be given is put on the desk', () => {
    const district = new District();
    district.open();
    district.register('a', { birthDate: '1983-12-31' });
    district.consent('a');
    district.nominate('a');
    const story = district.teacher('a');
    const rounds = [{ round: district.round.state, programme: weihai }];
    const context = district.about(story, '2019-05-20', 'officer');
    expect(story.take(decideCorrect(story.state, { event: 'teacher-a#0', personal: personal('a', '1985-12-31'), rounds }, context), context)).toEqual(['TeacherRegistered', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'NominationRefused', rule: 'nowEligible' });
  });
});

describe('what a correction is', () => {
  test('a correction of a correction names the first wording, and the last one holds', () => {
    const { story, correct, registered } = concluded();
    correct({ event: registered, personal: personal('a', '1983-12-31') });
    const first = story.lastOf('TeacherRegistered').id;
    expect(correct({ event: first, personal: personal('a', '1986-06-06') })).toEqual(['TeacherRegistered', 'ReviewRequired']);
    expect(story.last().meta.standsOn).toContain(story.lastOf('TeacherRegistered').id);
    expect(story.lastOf('TeacherRegistered').meta.corrects).toBe(registered);
    expect(view(story.state.facts, '2019-09-02').personal).toMatchObject({ birthDate: '1986-06-06' });
  });

  test('correcting to the same value is refused, also to that of an earlier correction', () => {
    const { correct, registered } = concluded();
    expect(correct({ event: registered, personal: personal('a') })).toMatchObject({ rule: 'sameValue' });
    correct({ event: registered, personal: personal('a', '1986-06-06') });
    expect(correct({ event: registered, personal: personal('a', '1986-06-06') })).toMatchObject({ rule: 'sameValue' });
    expect(correct({ event: registered, personal: personal('a') })).toEqual(['TeacherRegistered', 'ReviewRequired']);
  });

  test('a name or a phone decides nothing, so no outcome is put in doubt', () => {
    const { correct, registered } = concluded();
    expect(correct({ event: registered, personal: { ...personal('a'), name: '新名', phone: null } })).toEqual(['TeacherRegistered']);
  });

  test('as of D, as known before: the answer of then stays', () => {
    const { story, correct, registered } = concluded();
    correct({ event: registered, data: { unit: 'school-1', stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true } }, '2019-09-02', '2019-09-02T08:00:00.000Z');
    expect(view(story.state.facts, '2019-07-01').unit).toBe('school-1');
    expect(view(asKnown(story.log, '2019-09-02T07:59:59.999Z'), '2019-07-01').unit).toBe('school-2');
  });

  test.each([
    ['fieldsDiffer', { data: { unit: 'school-1' } }],
    ['fieldsDiffer', { data: { unit: 1, stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true } }],
    ['unknownOrg', { data: { unit: 'school-9', stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true } }],
    ['notADate', { data: { unit: 'school-1', stage: 'PRIMARY', subject: '语文', enteredOn: '2019-02-30', onEstablishment: true, inPost: true } }],
    ['fieldFixed', { personal: { ...personal('a'), identityNumber: 'other' } }],
    ['notCorrectable', { grade: 'EXCELLENT' as const }],
    ['birthDateImpossible', { personal: { ...personal('a'), birthDate: '2031-01-01' } }],
  ])('%s refuses it', (rule, more) => {
    const { correct, registered } = concluded();
    expect(correct({ event: registered, ...more })).toMatchObject({ rule });
  });

  const dossier = { unit: 'school-1', stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true };

  test.each([
    ['stage', { stage: 'UNIVERSITY' }],
    ['stage', { stage: null }],
    ['subject', { subject: '' }],
    ['subject', { subject: '语'.repeat(41) }],
    ['subject', { subject: '语\u0000文' }],
    ['unit', { unit: null }],
    ['inPost', { inPost: null }],
  ])('a dossier restated with a %s that no registration would take is refused', (field, more) => {
    const { correct, registered } = concluded();
    expect(correct({ event: registered, data: { ...dossier, ...more } })).toMatchObject({ rule: 'fieldImpossible', inputs: { field } });
  });

  test.each([
    ['fieldImpossible', { field: 'term' }, null],
    ['fieldsDiffer', { fields: ['term'] }, []],
    ['fieldImpossible', { field: 'term.number' }, { from: '2019-07-01', to: null }],
    ['fieldImpossible', { field: 'term.number' }, { number: 0, from: '2019-07-01', to: null }],
    ['fieldImpossible', { field: 'term.from' }, { number: 1, from: '2019-02-30', to: null }],
    ['fieldImpossible', { field: 'term.to' }, { number: 1, from: '2019-07-01' }],
    ['fieldImpossible', { field: 'term.note' }, { number: 1, from: '2019-07-01', to: null, note: 'x' }],
    ['datesOutOfOrder', { later: 'term.from' }, { number: 1, from: '2019-07-02', to: null }],
    ['datesOutOfOrder', { later: 'term.to' }, { number: 1, from: '2019-07-01', to: '2019-06-30' }],
  ])('a title restated with a broken term is refused: %s %j', (rule, inputs, term) => {
    const { story, correct } = concluded();
    const title = story.lastOf('TitleConferred');
    expect(title.meta.effectiveOn).toBe('2019-07-01');
    expect(correct({ event: title.id, data: { ...title.data, term } })).toMatchObject({ rule, inputs });
  });

  test('a term ends on another day, and begins on the day from which the conferral holds', () => {
    const { story, correct } = concluded();
    const title = story.lastOf('TitleConferred');
    expect(correct({ event: title.id, effectiveOn: '2019-07-05' })).toMatchObject({ rule: 'datesOutOfOrder', inputs: { first: '2019-07-05', second: '2019-07-01' } });
    expect(correct({ event: title.id, data: { ...title.data, certificate: 'RS-7' } })).toMatchObject({ rule: 'fieldFixed', inputs: { field: 'certificate' } });
    expect(correct({ event: title.id, effectiveOn: '2019-07-05', data: { ...title.data, term: { number: 1, from: '2019-07-05', to: '2022-07-04' } } })).toEqual(['TitleConferred']);
    expect(view(story.state.facts, '2019-09-02').titles).toMatchObject([{ from: '2019-07-05', to: '2022-07-04' }]);
  });

  test('the source of a training is fixed, in her part as well: the other half would no longer be its HMAC', () => {
    const { district, story, correct } = concluded();
    const context = district.about(story, '2019-08-01');
    story.take(decideRecordTraining(story.state, { training: 't-1', topic: 'CLASS_TEACHER', periods: 6, provider: 'centre', completedOn: '2019-07-15', source: 'hmac-1', personal: { activity: '专题', source: 'key-1' } }, context), context);
    const training = story.lastOf('CompletedTraining');
    expect(correct({ event: training.id, data: { ...training.data, source: 'hmac-2' } })).toMatchObject({ rule: 'fieldFixed', inputs: { field: 'source' } });
    expect(correct({ event: training.id, personal: { activity: '专题', source: 'key-2' } })).toMatchObject({ rule: 'fieldFixed', inputs: { field: 'source' } });
    expect(correct({ event: training.id, data: { ...training.data, provider: ' ' } })).toMatchObject({ rule: 'fieldImpossible', inputs: { field: 'provider' } });
    expect(correct({ event: training.id, data: { ...training.data, periods: 10_001 } })).toMatchObject({ rule: 'fieldImpossible', inputs: { field: 'periods' } });
    expect(correct({ event: training.id, personal: { activity: '题'.repeat(201), source: 'key-1' } })).toMatchObject({ rule: 'fieldImpossible', inputs: { field: 'activity' } });
    expect(correct({ event: training.id, data: { ...training.data, periods: 8 } })).toEqual(['CompletedTraining']);
  });

  test('decisions are changed by decisions', () => {
    const { story, correct } = concluded();
    expect(correct({ event: story.lastOf('Nominated').id, data: {} })).toMatchObject({ rule: 'notCorrectable', inputs: { type: 'Nominated' } });
    expect(correct({ event: 'nothing', data: {} })).toMatchObject({ rule: 'unknownFact' });
    const title = story.lastOf('TitleConferred');
    expect(correct({ event: title.id, data: { ...title.data, tier: 'BACKBONE' } })).toMatchObject({ rule: 'fieldFixed', inputs: { field: 'tier' } });
    expect(correct({ event: title.id, data: { ...title.data, subject: '数学' } })).toEqual(['TitleConferred']);
    expect(view(story.state.facts, '2019-09-02').titles).toMatchObject([{ certificate: title.data.certificate, conferral: title.id }]);
    expect(story.lastOf('TitleConferred').data).toEqual({ ...title.data, subject: '数学' });
  });

  test('after an erasure the private part cannot be restated, the rest can', () => {
    const { story, correct, registered } = concluded();
    story.take(decideErase(story.state, { basis: 'REQUEST' }), story.on('2019-08-01'));
    expect(correct({ event: registered, personal: personal('a', '1986-06-06') })).toMatchObject({ rule: 'erased' });
    expect(correct({ event: registered, effectiveOn: '2014-09-01' })).toEqual(['TeacherRegistered', 'ReviewRequired']);
    expect(story.lastOf('TeacherRegistered').private).toEqual({});
  });
});

describe('verdicts and trainings', () => {
  function assessed(grade: 'QUALIFIED' | 'UNQUALIFIED', listed = false) {
    const made = concluded();
    const { district, story } = made;
    const { title } = story.lastOf('TitleConferred').data;
    const context = district.about(story, '2022-07-10', 'officer');
    const revocation = listed ? { revocation: { ground: 'UNQUALIFIED', authority: 'bureau', certificateRecovered: false } } : {};
    story.take(decideConcludeAssessment(story.state, { assessment: 'as-1', programme: 'weihai-edz-2017', kind: 'END_OF_TERM', period: 'term-1', grade, title, assessor: 'bureau', act: act('9号', context.today), ...revocation }, context), context);
    return made;
  }

  test('a grade corrected to unqualified puts the title on the desk', () => {
    const { story, correct } = assessed('QUALIFIED');
    expect(correct({ event: story.lastOf('AssessedQualified').id, grade: 'UNQUALIFIED' }, '2022-08-01')).toEqual(['AssessedUnqualified', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ rule: 'endOfTermUnqualified', facts: [story.lastOf('AssessedUnqualified').id] });
    expect(view(story.state.facts, '2022-08-01').verdicts).toMatchObject([{ grade: 'UNQUALIFIED' }]);
  });

  test('a revocation that stands on a corrected verdict is looked at again', () => {
    const { story, correct } = assessed('UNQUALIFIED', true);
    expect(correct({ event: story.lastOf('AssessedUnqualified').id, grade: 'QUALIFIED' }, '2022-08-01')).toEqual(['AssessedQualified', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcome: story.lastOf('TitleRevoked').id, outcomeType: 'TitleRevoked', rule: 'factChanged' });
    expect(view(story.state.facts, '2022-08-01').reviews).toMatchObject([{ open: true }]);
  });

  test('a void takes the fact away from every day, and the same training may then be recorded anew', () => {
    const { district, story, rounds } = concluded();
    const record = () => {
      const context = district.about(story, '2019-08-01');
      return story.take(decideRecordTraining(story.state, { training: 't-1', topic: 'CLASS_TEACHER', periods: 6, provider: 'centre', completedOn: '2019-07-15', source: 'hmac-1', personal: { activity: '专题', source: 'key-1' } }, context), context);
    };
    expect(record()).toEqual(['CompletedTraining']);
    expect(record()).toMatchObject({ rule: 'trainingCounted' });
    const event = story.last().id;
    const context = district.about(story, '2019-08-05', 'officer');
    const voidIt = () => story.take(decideVoid(story.state, { event, reasonCode: 'NEVER_HAPPENED', reason: '登记错误', rounds }, context), context);
    expect(voidIt()).toEqual(['FactVoided']);
    expect(view(story.state.facts, '2019-08-05').trainings).toEqual([]);
    expect(voidIt()).toMatchObject({ rule: 'alreadyVoided' });
    expect(record()).toEqual(['CompletedTraining']);
  });

  test('an earlier title is not corrected into another that is on record', () => {
    const { district, story, correct } = concluded();
    const context = district.about(story, '2019-08-05', 'officer');
    const legacy = (number: string) => ({ name: '县教坛新秀', level: 'COUNTY' as const, conferredOn: '2012-09', number, programme: null, file: 'file-hash', row: 3 });
    for (const number of ['1号', '2号']) expect(story.take(decideImportLegacyTitle(story.state, legacy(number), context), context)).toEqual(['LegacyTitleImported']);
    const { id, data } = story.lastOf('LegacyTitleImported');
    expect(correct({ event: id, data: { ...data, number: '1号' } })).toMatchObject({ rule: 'legacyTitleRecorded', inputs: { conferredOn: '2012-09' } });
    expect(correct({ event: id, data: { ...data, number: '3号' } })).toEqual(['LegacyTitleImported']);
  });

  test('consent that was never given puts the title on the desk under the rule of consent', () => {
    const { district, story, rounds } = concluded();
    const context = district.about(story, '2019-08-05', 'officer');
    expect(story.take(decideVoid(story.state, { event: story.lastOf('ConsentGiven').id, reasonCode: 'FORGED', reason: '代签', rounds }, context), context)).toEqual(['FactVoided', 'ReviewRequired']);
    expect(story.lastOf('ReviewRequired').data).toMatchObject({ outcomeType: 'TitleConferred', rule: 'consented' });
    expect(story.take(decideVoid(story.state, { event: story.lastOf('Nominated').id, reasonCode: 'X', reason: 'y', rounds }, context), context)).toMatchObject({ rule: 'notVoidable' });
  });
});
