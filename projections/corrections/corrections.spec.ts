import { describeProjection } from '../../test/projector/given';
import { fixedFields } from '../../src/domain/teacher/correctable';
import { correctionCounts, CORRECTIONS, corrections, countsAsOf } from './corrections';

const review = (facts: readonly string[]) => ({ outcome: 'conferral', outcomeType: 'TitleConferred', title: 't-1', facts, rule: 'factChanged', inputs: {} });
const act = { body: 'b1', kind: '决定', number: '3号', date: '2020-03-02', file: null };

describe('corrections', () => {
  test('every type that can be corrected is read', () => {
    expect(Object.keys(fixedFields).filter((type) => !(corrections.events as readonly string[]).includes(type))).toEqual([]);
  });

  describeProjection([corrections], [
    {
      name: 'a correction, a void and a merger, each with what it touched; a fact told for the first time is none',
      given: [
        { type: 'TeacherRegistered', stream: 'teacher-a', on: '2015-09-01', id: 'first', data: { unit: 'u1' } },
        { type: 'Transferred', stream: 'teacher-a', on: '2018-09-01', id: 'moved', data: { from: 'u1', to: 'u2' } },
        { type: 'TeacherRegistered', stream: 'teacher-a', on: '2015-09-01', id: 'second', data: { unit: 'u1' }, meta: { corrects: 'first', act } },
        { type: 'ReviewRequired', stream: 'teacher-a', on: '2020-03-02', id: 'review', data: review(['second']), meta: { cause: 'second' } },
        { type: 'ReviewRequired', stream: 'teacher-a', on: '2020-03-02', id: 'other-review', data: review(['moved']), meta: { cause: 'moved' } },
        { type: 'TitleRevoked', stream: 'teacher-a', on: '2020-03-02', id: 'reversal', data: { title: 't-2' }, meta: { cause: 'second', standsOn: ['conferral-2', 'second'] } },
        { type: 'FactVoided', stream: 'teacher-a', on: '2020-03-03', id: 'void', data: { event: 'moved', reasonCode: 'WRONG_PERSON' } },
        { type: 'IdentitiesMerged', stream: 'teacher-a', on: '2020-04-01', id: 'merge', data: { into: 'b', from: 'a' } },
        { type: 'IdentitiesMerged', stream: 'teacher-b', on: '2020-04-01', id: 'taken', data: { into: 'b', from: 'a' }, meta: { cause: 'merge' } },
        { type: 'MergeUndone', stream: 'teacher-b', on: '2020-05-01', id: 'undone', data: { into: 'b', from: 'a', merge: 'merge' } },
        { type: 'ReviewRequired', stream: 'teacher-b', on: '2020-05-01', id: 'third-review', data: { ...review(['undone']), rule: 'mergeUndone' } },
        { type: 'MergeUndone', stream: 'teacher-a', on: '2020-05-01', id: 'parted', data: { into: 'b', from: 'a', merge: 'merge' }, meta: { cause: 'undone' } },
      ],
      then: ({ body, bodies }) => {
        const counts = bodies(correctionCounts.name);
        expect(['2015-08-31', '2020-03-02', '2020-03-03', '2020-05-01'].map((asOf) => countsAsOf(counts, { asOf }))).toEqual([{}, { CORRECTED: 1 }, { CORRECTED: 1, VOIDED: 1 }, { CORRECTED: 1, MERGED: 1, PARTED: 1, VOIDED: 1 }]);
        expect(countsAsOf(counts, { asOf: '2020-05-01', kind: 'MERGED' })).toEqual({ MERGED: 1 });
        expect(body(CORRECTIONS, 'second')).toMatchObject({
          kind: 'CORRECTED', holder: 'a', type: 'TeacherRegistered', fact: 'first', effectiveOn: '2015-09-01', act,
          touched: [{ event: 'review', how: 'REVIEW', outcome: 'conferral', title: 't-1' }, { event: 'reversal', how: 'REVERSED', outcome: 'conferral-2', title: 't-2' }],
        });
        expect(body(CORRECTIONS, 'void')).toMatchObject({ kind: 'VOIDED', fact: 'moved', type: null, reasonCode: 'WRONG_PERSON', touched: [] });
        expect(body(CORRECTIONS, 'merge')).toMatchObject({ kind: 'MERGED', holder: 'a', other: 'b', fact: null });
        expect(body(CORRECTIONS, 'undone')).toMatchObject({ kind: 'PARTED', holder: 'b', other: 'a', touched: [{ event: 'third-review', outcomeType: 'TitleConferred' }] });
        for (const none of ['first', 'moved', 'taken', 'parted', 'reversal']) expect(body(CORRECTIONS, none)).toBeUndefined();
      },
    },
    {
      name: 'a correction recorded on the dossier that goes on, of a fact that came with the other, is the other\'s',
      given: [
        { type: 'TitleConferred', stream: 'teacher-a', on: '2017-07-01', id: 'conferral', data: { title: 't-1' } },
        { type: 'TitleConferred', stream: 'teacher-b', on: '2017-07-01', id: 'again', data: { title: 't-1' }, meta: { corrects: 'conferral', about: 'teacher-a' } },
        { type: 'ReviewRequired', stream: 'teacher-b', on: '2020-03-02', id: 'review', data: review(['again']), meta: { cause: 'again', about: 'teacher-a' } },
      ],
      then: ({ body }) => expect(body(CORRECTIONS, 'again')).toMatchObject({ holder: 'a', holderKind: 'PERSON', fact: 'conferral', touched: [{ event: 'review' }] }),
    },
  ]);
});
