import { describeProjection, foldBatches, logOf, type GivenEvent } from '../test/projector/given';
import { teacher } from '../test/projector/lives';
import { CERTIFICATES, certificates } from './certificates/certificates';
import { view } from '../src/domain/teacher/view';
import { projected } from '../src/projector/projected-event';
import { withEvent, type KeptFact } from './dossier';
import { HONOURS, honours, honoursAsOf, type HonoursDocument } from './honours/honours';
import { PYRAMID_UNITS } from './pyramid/pyramid';
import { countAsOf } from './pyramid/query';
import { ROSTER_ROWS, roster } from './roster/roster';
import { trainingLife, type TrainingDocument } from './trainings/document';
import { TRAININGS, trainings } from './trainings/trainings';

const [a, x] = [teacher('a'), teacher('x')];
const about = { about: 'teacher-a' } as const;
const pair = { into: 'x', from: 'a' };
/** Both streams say so, one after the other; the first is what counts. */
const merged = (on: string, n = ''): readonly GivenEvent[] => [{ type: 'IdentitiesMerged', stream: 'teacher-a', on, data: pair, id: `m${n}` }, { type: 'IdentitiesMerged', stream: 'teacher-x', on, data: pair, meta: { cause: `m${n}` } }];
const parted = (on: string): readonly GivenEvent[] => [{ type: 'MergeUndone', stream: 'teacher-x', on, data: { ...pair, merge: 'm' } }, { type: 'MergeUndone', stream: 'teacher-a', on, data: { ...pair, merge: 'm' } }];
const two = [a.registered('2015-09-01', 'u1'), a.conferred('2017-07-01', 'ta', 'RISING_STAR', { id: 'conf' }), x.registered('2016-09-01', 'u2')];
/** On her surviving dossier, about the title that came with the other. */
const renewed: GivenEvent = { type: 'TitleRenewed', stream: 'teacher-x', on: '2020-07-01', data: { title: 'ta', programme: 'weihai', tier: 'RISING_STAR', way: 'AWARD', term: { number: 2, from: '2020-07-01', to: '2023-06-30' } }, meta: about };
const revoked = x.revoked('2021-03-01', 'ta', 'RISING_STAR', { meta: about });

/** The title of the other dossier, as given by another unit: on either stream. */
const retold = (stream: string, on: string, unit: string, more: GivenEvent['meta'] = {}): GivenEvent => ({ ...a.conferred('2017-07-01', 'ta', 'RISING_STAR', { id: `retold-${on}`, unit }), stream, recordedAt: `${on}T01:00:00.000Z`, meta: { ...more, corrects: 'conf' } });

const rows = (bodies: readonly { readonly [field: string]: unknown }[], day: string) =>
  bodies.filter(({ from, to }) => String(from) <= day && day < String(to)).map(({ teacher: who, unit, title, status }) => [who, unit, title, status]).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
const given = (bodies: readonly unknown[], day: string) => bodies.flatMap((body) => honoursAsOf(body as HonoursDocument, day, null).map(({ teacher: who, revokedOn }) => [who, revokedOn]));
const lives = (bodies: readonly unknown[]) => bodies.map((body) => [(body as TrainingDocument).teacher, trainingLife(body as TrainingDocument).map(({ type }) => type)]);

describe('two dossiers of one person in the views (E6)', () => {
  describeProjection([roster, honours, trainings, certificates], [
    {
      name: 'merged, she is one person with one set of rows, at the place of the dossier that goes on, and counts once',
      given: [...two, ...merged('2020-01-06')],
      then: ({ bodies }) => {
        expect(rows(bodies(ROSTER_ROWS), '2020-02-01')).toEqual([['x', 'u2', 'ta', 'ACTIVE']]);
        expect(countAsOf(bodies(PYRAMID_UNITS), '2020-02-01').map(({ tier, unit, size }) => [tier, unit, size])).toEqual([['RISING_STAR', 'u2', 1]]);
        expect(given(bodies(HONOURS), '2020-02-01')).toEqual([['x', null]]);
        expect(lives(bodies(TRAININGS))).toEqual([['a', []], ['x', ['TeacherRegistered', 'IdentitiesMerged', 'TitleConferred']]]);
      },
    },
    {
      name: 'acts on the other dossier\'s title, recorded on the one that goes on, show at once',
      given: [...two, ...merged('2020-01-06'), renewed, { type: 'CertificateReissued', stream: 'teacher-x', on: '2020-08-01', data: { title: 'ta', programme: 'weihai', tier: 'RISING_STAR', certificate: 'C-new', replaces: 'C-ta' }, meta: about }, revoked],
      then: ({ bodies, body }) => {
        expect(rows(bodies(ROSTER_ROWS), '2020-07-01')).toEqual([['x', 'u2', 'ta', 'ACTIVE']]);
        expect(rows(bodies(ROSTER_ROWS), '2021-03-01')).toEqual([['x', 'u2', 'ta', 'REVOKED'], ['x', 'u2', null, 'NONE']]);
        expect(countAsOf(bodies(PYRAMID_UNITS), '2021-03-01').map(({ tier, size }) => [tier, size])).toEqual([[null, 1]]);
        expect(given(bodies(HONOURS), '2021-03-01')).toEqual([['x', '2021-03-01']]);
        expect(lives(bodies(TRAININGS)).at(1)?.[1]).toContain('TitleRevoked');
        // Whoever has the title is asked what it is.
        expect(body(CERTIFICATES, 'C-new')).toMatchObject({ teacher: 'a', title: 'ta' });
      },
    },
    {
      name: 'parted, each has what was its own, and the acts on its title with it',
      given: [...two, ...merged('2020-01-06'), renewed, x.transferred('2020-09-01', 'u2', 'u3'), revoked, x.review('2021-04-01', 'conf', 'ta'), ...parted('2021-05-01')],
      then: ({ bodies }) => {
        expect(rows(bodies(ROSTER_ROWS), '2020-12-31')).toEqual([['a', 'u1', 'ta', 'ACTIVE'], ['x', 'u3', null, 'NONE']]);
        expect(rows(bodies(ROSTER_ROWS), '2021-06-01')).toEqual([['a', 'u1', 'ta', 'REVOKED'], ['a', 'u1', null, 'NONE'], ['x', 'u3', null, 'NONE']]);
        expect(countAsOf(bodies(PYRAMID_UNITS), '2020-12-31').map(({ tier, unit, size }) => [tier, unit, size])).toEqual(expect.arrayContaining([['RISING_STAR', 'u1', 1], [null, 'u3', 1]]));
        expect(given(bodies(HONOURS), '2021-06-01')).toEqual([['a', '2021-03-01']]);
        expect(lives(bodies(TRAININGS))).toEqual([
          ['a', ['TeacherRegistered', 'TitleConferred', 'IdentitiesMerged', 'TitleRenewed', 'TitleRevoked', 'MergeUndone']],
          ['x', ['TeacherRegistered', 'IdentitiesMerged', 'Transferred', 'MergeUndone']],
        ]);
      },
    },
    {
      name: 'merged again, what was decided the first time is there once',
      given: [...two, ...merged('2020-01-06'), renewed, ...parted('2020-09-01'), { ...renewed, stream: 'teacher-a', on: '2023-07-01', data: { ...renewed.data, term: { number: 3, from: '2023-07-01', to: null } }, meta: {} }, ...merged('2024-01-08', '2'), x.revoked('2024-03-01', 'ta', 'RISING_STAR', { meta: about })],
      then: ({ bodies }) => {
        expect(rows(bodies(ROSTER_ROWS), '2024-02-01')).toEqual([['x', 'u2', 'ta', 'ACTIVE']]);
        expect(rows(bodies(ROSTER_ROWS), '2024-03-01')).toEqual([['x', 'u2', 'ta', 'REVOKED'], ['x', 'u2', null, 'NONE']]);
        expect(lives(bodies(TRAININGS)).at(1)?.[1]).toEqual(['TeacherRegistered', 'IdentitiesMerged', 'TitleConferred', 'TitleRenewed', 'MergeUndone', 'IdentitiesMerged', 'TitleRenewed', 'TitleRevoked']);
      },
    },
    {
      name: 'corrected, merged, corrected there, parted and merged again: the last correction counts',
      given: [...two, retold('teacher-a', '2019-01-07', 'u8'), ...merged('2020-01-06'), retold('teacher-x', '2020-02-03', 'u9', about), ...parted('2020-09-01'), ...merged('2024-01-08', '2')],
      then: ({ bodies }) => {
        expect(bodies(HONOURS).flatMap((body) => honoursAsOf(body as HonoursDocument, '2024-02-01', null).map(({ teacher: who, unit }) => [who, unit]))).toEqual([['x', 'u9']]);
        const lived = bodies(TRAININGS).flatMap((body) => view(trainingLife(body as TrainingDocument), '2024-02-01').titles.map(({ unit }) => unit));
        expect(lived).toEqual(['u9']);
      },
    },
    {
      name: 'of one day, what was told first comes first, whichever dossier it is on',
      given: [a.registered('2015-09-01', 'u1'), x.registered('2016-09-01', 'u2'), ...['ta1', 'tx', 'ta2'].map((title, hour): GivenEvent => ({ ...(title === 'tx' ? x : a).conferred('2017-07-01', title, 'RISING_STAR'), recordedAt: `2017-07-02T0${hour + 1}:00:00.000Z` })), ...merged('2020-01-06')],
      then: ({ bodies }) => {
        expect(bodies(TRAININGS).flatMap((body) => view(trainingLife(body as TrainingDocument), '2020-02-01').titles.map(({ title }) => title))).toEqual(['ta1', 'tx', 'ta2']);
        expect(bodies(HONOURS).flatMap((body) => honoursAsOf(body as HonoursDocument, '2020-02-01', null).map(({ number }) => number))).toEqual(['C-ta1', 'C-tx', 'C-ta2']);
      },
    },
    {
      name: 'an act recorded before dossiers were named stays where it was recorded: with her while they are one, and with the one that went on',
      given: [...two, ...merged('2020-01-06'), x.revoked('2021-03-01', 'ta', 'RISING_STAR'), ...parted('2021-05-01')],
      then: ({ bodies }) => {
        expect(rows(bodies(ROSTER_ROWS), '2021-06-01')).toEqual([['a', 'u1', 'ta', 'ACTIVE'], ['x', 'u2', null, 'NONE']]);
      },
    },
  ]);

  it('after an interruption the other document may be further on: what is taken from it is the same', () => {
    const [merger] = logOf(merged('2020-01-06'));
    if (merger === undefined) throw new Error('no merger');
    const fact = (id: string, type: KeptFact['type'] = 'TitleConferred', data: KeptFact['data'] = {}): KeptFact => ({ id, type, revision: 0, data, private: {}, meta: { effectiveOn: '2020-01-06' } });
    const mark = fact('m', 'IdentitiesMerged', pair);
    const take = (theirs: readonly KeptFact[]) => withEvent([fact('own')], projected(merger), 'x', mark, () => theirs);
    expect(take([fact('theirs')]).map(({ id, of }) => [id, of])).toEqual([['own', undefined], ['m', undefined], ['theirs', 'a']]);
    expect(take([fact('theirs'), mark, fact('later'), fact('u', 'MergeUndone', pair), fact('later still')])).toEqual(take([fact('theirs')]));
  });

  it('a dossier whose other half waits for a person waits too, and no other', async () => {
    const broken: GivenEvent = { type: 'TitleConferred', stream: 'teacher-a', on: '2018-07-01', data: { title: 'broken' } };
    const { bodies } = await foldBatches([roster], [logOf([two[0] ?? broken, broken, ...two.slice(2), teacher('y').registered('2015-09-01', 'u1'), ...merged('2020-01-06')])]);
    expect(bodies('roster_v7_parked').map(({ key }) => key).sort()).toEqual(['a', 'x']);
    expect(rows(bodies(ROSTER_ROWS), '2020-02-01')).toContainEqual(['y', 'u1', null, 'NONE']);
  });
});
